import type { Call } from '../domain/conversation/call';
import type { ConversationState } from '../domain/conversation/state';
import type { Pace } from '../ports/store';

/** The head of an effect lane as HEAD_OF_EFFECT_LANE reads it. Times are in milliseconds, and relative to now. */
export interface EffectRow {
  id: string;
  seq: string;
  account_id: string | null;
  conversation_id: string;
  payload: Call;
  state: 'queued' | 'sending' | 'suppressed';
  message_id: string | null;
  valid_in: number | null;
  epoch: number;
  conversation_state: ConversationState;
  tries: number;
  blind_resends: number;
  evidence: string | null;
  evidence_thread: string | null;
  first_tried_at: Date | null;
  since_last_try_ms: number;
  pace: Pace | null;
  slot_at: Date | null;
  slot_key: string | null;
  slot_in_ms: number;
  told: string | null;
  /** What it sends was deleted, or made a note, since; null: it sends nothing. */
  taken_back: boolean | null;
  /** Where the handoff that it is about has its thread. */
  place: string | null;
  due_in_ms: number;
  held_for_ms: number;
  tried_for_ms: number;
}
