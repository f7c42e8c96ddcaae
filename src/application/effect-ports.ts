import type { Call } from '../domain/conversation/call';
import type { ChannelId, Instant } from '../domain/ids';
import type { AgentInbox } from '../ports/agent-inbox';
import type { ChannelProvider, CustomerChannel } from '../ports/customer-channel';
import type { SpeechToText } from '../ports/language-model';
import type { Logger } from '../ports/logger';
import type { MediaLinks, MediaStore } from '../ports/media-store';
import type { Drafter, Responder, Summarizer } from '../ports/responder';
import type { Store } from '../ports/store';
import type { OneTimeCodes, Toolbox } from '../ports/tool';
import type { ReadSignals } from './interpret';
import type { Patience } from './outcome';

/** Everything that effects call. */
export interface EffectPorts {
  readonly store: Store;
  readonly channel: (id: ChannelId) => { readonly provider: ChannelProvider; readonly channel: CustomerChannel };
  /** Shows numbers in part only; see masked-inbox.ts. */
  readonly inbox: AgentInbox;
  /** Tells one agent something unmasked. Only for what is recorded. */
  readonly tellOpenly: AgentInbox['tell'];
  readonly files: FilePorts;
  /** Where providers reach Baton, without a trailing slash. */
  readonly publicUrl: string;
  readonly responder: Responder;
  readonly summarizer: Summarizer;
  readonly drafter: Drafter;
  /** Null: voice notes stay recordings. */
  readonly speech: SpeechToText | null;
  readonly readSignals: ReadSignals;
  readonly toolbox: Toolbox;
  readonly codes: OneTimeCodes;
  readonly log: Logger;
  readonly now: () => Instant;
  /** False: an unknown outcome asks the agent instead of being sent once more. */
  readonly resendUnknown: boolean;
  readonly patience: PatienceTable;
  /** Reached at every place where a killed process would matter, with the call it is about; does nothing outside tests. */
  readonly point: (name: string, call?: Call['type']) => Promise<void>;
}

export interface FilePorts {
  readonly store: MediaStore;
  readonly links: MediaLinks;
  /** No larger file is taken over from anyone. */
  readonly maxBytes: number;
  /** Runs work that holds a file in memory as a whole, a few at a time; see WholeFile. */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>;
  /**
   * Moves files that pass through, a few at a time: of each some megabytes are in the buffers of the libraries on its way.
   */
  readonly passing: <T>(work: () => Promise<T>) => Promise<T>;
}

export interface PatienceTable {
  /** The thread's posts: never given up. */
  readonly thread: Patience;
  readonly agentReply: Patience;
  readonly aiReply: Patience;
  /** Drafting and summarising. */
  readonly model: Patience;
  /** Systems of the business: the customer waits. */
  readonly tool: Patience;
}
