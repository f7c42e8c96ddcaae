import { shortened } from '../masking/numbers';
import type { TextPart } from '../message';
import { codeFailed, codeRefused, codeSent } from './action-code';
import { remembered } from './action-results';
import { answersPending, askedInput, movedOn, proposalDelivered, remindedOf, requestedAction } from './action-steps';
import { finishedAt, isRestOfAlbum } from './album-steps';
import { botSays, followed } from './bot-message';
import { isOver, offering } from './choice-steps';
import { heard, recordCustomer } from './customer-steps';
import { and, become, type Decision, say, unchanged } from './decision';
import { deliveryUpdated, ofWhole } from './delivery-steps';
import type { ConversationEvent, EventOf } from './events';
import { scoreOf, weighMessage, weighReply } from './evidence';
import { draft, handOff } from './handoff-steps';
import { inAnyMode } from './in-any-mode';
import { noticeNow } from './notice-now';
import { NO_PERSON, PERSON } from './notices';
import type { Policy } from './policy';
import type { BotConversation, BotMemory } from './state';
import { type ActionMemory, actionsOf, pendingOf } from './tool-action';
import { isSpoken, listen, spoken, writtenDown } from './voice-steps';

/** The AI answers. It steps back on a request for a person, on evidence that it does not help, and when it fails. */
export function decideBot(state: BotConversation, event: ConversationEvent, policy: Policy): Decision {
  switch (event.type) {
    case 'customer.message_received':
      return customerWrote(state, event, policy);
    case 'transcriber.finished':
      return heardVoice(state, event, policy);
    case 'responder.replied':
      return isStale(state, event) ? unchanged(state) : replied(state, event, policy);
    case 'responder.asked_for_handoff':
      return isStale(state, event) ? unchanged(state) : askedForHandoff(state, event, policy);
    case 'responder.asked_input':
      return isStale(state, event) ? unchanged(state) : askedInput(withLookups(state, event), event, policy);
    case 'responder.requested_action':
      return isStale(state, event) ? unchanged(state) : requestedAction(withLookups(state, event), event, policy);
    case 'action.code_sent':
      return codeSent(state, event, policy);
    case 'action.code_refused':
      return codeRefused(state, event, policy);
    case 'action.code_failed':
      return codeFailed(state, event, policy);
    case 'responder.failed':
      return isStale(state, event) ? unchanged(state) : handOff(state, 'responder_failed', null, event, policy);
    case 'delivery.updated':
      return and(answerFailed(deliveryUpdated(state, event, policy), ofWhole(event)), (next) =>
        proposalDelivered(next, ofWhole(event), policy),
      );
    default:
      return inAnyMode(state, event, policy);
  }
}

/** A draft made before the customer's newest message answers the wrong question: the newer draft is on its way. */
const isStale = (state: BotConversation, event: { draftFor: string }): boolean => state.draftingFor !== event.draftFor;

export function customerWrote(
  before: BotConversation,
  event: EventOf<'customer.message_received'>,
  policy: Policy,
): Decision {
  if (isRestOfAlbum(before, event)) return restOfAlbum(before, event, policy);
  const { listening: _overtaken, ...bot } = heard(before, event).bot;
  const state: BotConversation = { ...heard(before, event), bot, draftingFor: null };
  return and(become(state, [], [recordCustomer(event)]), () =>
    isSpoken(event, policy) ? listen(state, event.messageId) : weigh(state, event, policy),
  );
}

/** One album, one answer: it comes after the last picture, and what is late for it is shown and not answered again. */
function restOfAlbum(before: BotConversation, event: EventOf<'customer.message_received'>, policy: Policy): Decision {
  const { waitingSince, draftingFor } = before;
  const recorded = become({ ...heard(before, event), waitingSince }, [], [recordCustomer(event)]);
  return draftingFor === null ? recorded : and(recorded, (next) => draftReply(next as BotConversation, event, policy));
}

function weigh(before: BotConversation, event: EventOf<'customer.message_received'>, policy: Policy): Decision {
  const { offerOpen } = before.bot;
  const bot = { ...before.bot, offerOpen: false };
  // What answers a question of ours is no sign that an answer of ours was bad; nor is a tap on "No".
  const signals = pendingOf(before) === null ? event.signals : { ...event.signals, rejectsAnswer: false };
  const weighed = event.choice === undefined ? weighMessage(bot, event.parts, signals, policy.signWeights) : bot;
  const open = { offer: offerOpen, closed: actionsOf(before).closed };
  return answerOrStepBack(movedOn({ ...before, bot: weighed }, event.at), event, open, policy);
}

/** A voice note is answered once it is known what it says; an older one only where it asks for what cannot wait. */
function heardVoice(before: BotConversation, event: EventOf<'transcriber.finished'>, policy: Policy): Decision {
  const { listening, ...bot } = before.bot;
  const isNewest = listening === event.messageId;
  const state = isNewest ? { ...before, bot } : before;
  if (event.text === null) return isNewest ? draftReply(state, spoken(event), policy) : unchanged(state);
  const known = { ...state, language: state.language ?? event.signals.language };
  const { asksForPerson, highStakes } = event.signals;
  const cannotWait = asksForPerson === 'explicit' || highStakes !== null;
  const written = become(known, [], writtenDown(event));
  return isNewest || cannotWait ? and(written, () => weigh(known, spoken(event), policy)) : written;
}

function answerOrStepBack(
  state: BotConversation,
  event: EventOf<'customer.message_received'>,
  open: { readonly offer: boolean; readonly closed: ActionMemory['closed'] },
  policy: Policy,
): Decision {
  // Nothing may be said to whoever opted out, and nobody can be brought in for them.
  if (state.reachable === 'opted_out') return become({ ...state, waitingSince: null });
  const { signals } = event;
  const words = evidenceOf(event);
  if (signals.asksForPerson === 'explicit') return handOff(state, 'asked_for_person', words, event, policy);
  if (event.choice?.id === PERSON) {
    return handOff(state, open.offer ? 'accepted_offer' : 'asked_for_person', words, event, policy);
  }
  if (isOver(state, event)) return fixedAnswer(state, 'choice_over', event, policy);
  if (event.choice?.id === NO_PERSON) return fixedAnswer(state, 'offer_declined', event, policy);
  if (signals.highStakes !== null) return handOff(state, 'high_stakes', words, event, policy);
  if (signals.humanOnly) return handOff(state, 'policy', words, event, policy);
  const settled = open.offer ? null : answersPending(state, open.closed, event, policy);
  if (settled !== null) return settled;
  if (open.offer && signals.affirms) return handOff(state, 'accepted_offer', words, event, policy);
  if (event.command === 'start') return greet(state, event, policy);
  if (isVip(state, policy)) return handOff(state, 'vip', words, event, policy);
  if (signals.bareHelp && !policy.channel.helpBelongsToCarrier) return fixedAnswer(state, 'menu', event, policy);
  if (signals.asksForPerson === 'weak') {
    // Offered once; whoever asks again after the offer means it.
    if (state.bot.offeredPerson) return handOff(state, 'asked_for_person', words, event, policy);
    return offer(state, event, policy);
  }
  if (scoreOf(state.bot) >= policy.escalateAt) return handOff(state, 'frustrated', words, event, policy);
  if (signals.rejectsAnswer && state.bot.turns > 0 && pendingOf(state) === null) return notHelped(state, event, policy);
  if (state.bot.turns >= policy.maxBotTurns) return handOff(state, 'turn_limit', null, event, policy);
  return draftReply(state, event, policy);
}

/** Written with or without the signs of a number: as the channel has it, or as people do. */
function isVip({ contact }: BotConversation, { vipContacts }: Policy): boolean {
  const digits = contact.replace(/\D/g, '');
  return vipContacts.some((one) => one === contact || (digits.length >= 5 && one.replace(/\D/g, '') === digits));
}

function draftReply(state: BotConversation, event: EventOf<'customer.message_received'>, policy: Policy): Decision {
  return become(
    { ...state, draftingFor: event.messageId },
    draft(event.messageId, finishedAt(event, policy.channel.burstMs)),
  );
}

function notHelped(state: BotConversation, event: EventOf<'customer.message_received'>, policy: Policy): Decision {
  const failures = state.bot.failures + 1;
  const next = { ...state, bot: { ...state.bot, failures } };
  if (failures > policy.maxFailures) return handOff(next, 'could_not_answer', evidenceOf(event), event, policy);
  return draftReply(next, event, policy);
}

const fixedAnswer = (
  state: BotConversation,
  key: 'menu' | 'offer' | 'greeting' | 'offer_declined' | 'choice_over',
  event: ConversationEvent,
  policy: Policy,
): Decision => say({ ...state, waitingSince: null }, key, policy, event.cause, event.at);

/** The greeting already says that an AI writes, so the first answer need not. */
function greet(state: BotConversation, event: ConversationEvent, policy: Policy): Decision {
  const greeted = fixedAnswer(state, 'greeting', event, policy);
  if (!policy.discloseAi) return greeted;
  const told = { ...greeted, state: { ...greeted.state, bot: { ...greeted.state.bot, disclosedAt: event.at } } };
  return and(told as Decision, (next) => say(next, 'disclosure', policy, event.cause, event.at));
}

const offer = (state: BotConversation, event: ConversationEvent, policy: Policy): Decision =>
  fixedAnswer({ ...state, bot: { ...state.bot, offeredPerson: true, offerOpen: true } }, 'offer', event, policy);

const EVIDENCE_MAX = 140;

/** The customer's own words, cut for the card. */
function evidenceOf(event: EventOf<'customer.message_received'>): string | null {
  const text = event.parts.find((part): part is TextPart => part.type === 'text')?.text.trim();
  return text ? shortened(text, EVIDENCE_MAX) : null;
}

function replied(before: BotConversation, event: EventOf<'responder.replied'>, policy: Policy): Decision {
  const state = remembered(before, event.lookups, event);
  const bot = remember(state.bot, event.kind, policy);
  if (bot.clarifications > policy.maxClarifications) {
    return handOff({ ...state, bot }, 'clarified_too_often', null, event, policy);
  }
  if (bot.failures > policy.maxFailures) return handOff({ ...state, bot }, 'could_not_answer', null, event, policy);
  const reminded = remindedOf({ ...state, bot }, event, policy);
  if (reminded !== null) return botSays(reminded.state, answering(event), reminded.parts, policy);
  // Weak evidence: the answer, and with it the offer of a person, once in a conversation.
  const offers = !bot.offeredPerson && scoreOf(bot) >= policy.offerAt;
  const worded = offers
    ? followed(event.parts, noticeNow('offer', policy, state.language, event.at).text)
    : event.parts;
  const parts = offers || event.kind === 'no_answer' ? offering(worded, policy, state.language) : worded;
  const offered = { offeredPerson: bot.offeredPerson || offers, offerOpen: bot.offerOpen || offers };
  return botSays({ ...state, bot: { ...bot, ...offered } }, answering(event), parts, policy);
}

/** The way to a question or a proposal stays known, too. */
const withLookups = (
  state: BotConversation,
  event: EventOf<'responder.asked_input' | 'responder.requested_action'>,
): BotConversation => remembered(state, event.lookups, event);

const answering = (event: EventOf<'responder.replied'>) => ({
  ...event,
  answer: { kind: event.kind, sources: event.sources ?? [] },
});

const askedForHandoff = (
  state: BotConversation,
  event: EventOf<'responder.asked_for_handoff'>,
  policy: Policy,
): Decision => handOff(remembered(state, event.lookups, event), event.reason, event.evidence, event, policy);

function remember(bot: BotMemory, kind: EventOf<'responder.replied'>['kind'], { signWeights }: Policy): BotMemory {
  const turns = bot.turns + 1;
  switch (kind) {
    case 'clarify':
      return weighReply({ ...bot, turns, clarifications: bot.clarifications + 1 }, 'clarified', signWeights);
    case 'no_answer':
      // It says that it does not know and offers a person in the same breath.
      return weighReply(
        { ...bot, turns, failures: bot.failures + 1, offeredPerson: true, offerOpen: true },
        'failed_answer',
        signWeights,
      );
    case 'answer':
      return { ...bot, turns, clarifications: 0 };
    case 'small_talk':
      return { ...bot, turns };
  }
}

/** An answer that did not arrive did not help. */
function answerFailed(decision: Decision, event: EventOf<'delivery.updated'>): Decision {
  if (event.author !== 'bot' || event.status !== 'failed') return decision;
  const { bot } = decision.state;
  return { ...decision, state: { ...decision.state, bot: { ...bot, failures: bot.failures + 1 } } };
}
