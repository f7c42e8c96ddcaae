import type { SettingSpecs } from '../ports/adapter';
import { amountProblem, hostsProblem, signWeightsProblem, topicsProblem } from './handoff-rules';
import { oneOf, wholeNumber } from './setting-checks';

/** How the AI answers, what it may cost, and when it steps back. */
export const AI_SETTINGS = {
  discloseAi: {
    env: 'AI_DISCLOSURE',
    default: 'on',
    description: 'Says that an AI writes: on its first message, after a day of silence and after hand-back.',
    check: oneOf('on', 'off'),
  },
  burstMs: {
    env: 'BURST_MS',
    description:
      'How long the AI waits for the customer to finish typing several messages. Default: as the channel suggests (1500).',
    check: wholeNumber,
  },
  maxClarifications: {
    env: 'MAX_CLARIFICATIONS',
    default: '2',
    description: 'More clarifying questions in a row than this, and a person takes over.',
    check: wholeNumber,
  },
  maxFailures: {
    env: 'MAX_FAILED_ANSWERS',
    default: '2',
    description: 'More failed answers than this since the AI took over, and a person does.',
    check: wholeNumber,
  },
  maxBotTurns: {
    env: 'MAX_AI_TURNS',
    default: '30',
    description: 'More AI messages than this in one go, and a person takes over.',
    check: wholeNumber,
  },
  offerAtPercent: {
    env: 'OFFER_PERSON_AT',
    default: '60',
    description:
      'When weak signs (the same question again, "that did not help", a failed answer, anger) add up to this many of 100, the AI offers a person with its answer, once. Smaller offers sooner.',
    check: wholeNumber,
  },
  escalateAtPercent: {
    env: 'BRING_PERSON_AT',
    default: '100',
    description: 'When the same signs add up to this many of 100, a person takes over without being asked for.',
    check: wholeNumber,
  },
  signWeights: {
    env: 'SIGN_WEIGHTS',
    description:
      'What each weak sign counts, of 100. Default: `rejected_answer=30, repeated_question=35, failed_answer=30, clarified=15, frustrated=40`. Name those to change; 0 switches one off.',
    check: signWeightsProblem,
  },
  highStakesTopics: {
    env: 'HIGH_STAKES_TOPICS',
    default: 'safety, bereavement, fraud, legal, privacy',
    description:
      'Topics that people answer at once, read in every language: any of `safety`, `bereavement`, `fraud` (with chargebacks), `legal`, `privacy` (GDPR and deleted accounts), `cancellation`; or `none`.',
    check: topicsProblem,
  },
  highStakesAmount: {
    env: 'HIGH_STAKES_AMOUNT',
    description:
      'A customer who names this much or more, such as `500 EUR`, is answered by people. Default: no amount.',
    check: amountProblem,
  },
  humanOnlyTopics: {
    env: 'HUMAN_ONLY_TOPICS',
    description:
      'Your own words for what only people answer, with commas: `wholesale, press enquiry, Großbestellung`. A message that names one is handed off.',
  },
  vipContacts: {
    env: 'VIP_CONTACTS',
    description:
      'Customers whom people answer from the first message: phone numbers, or ids as the channel has them, with commas.',
  },
  ungroundedAnswer: {
    env: 'UNGROUNDED_ANSWER',
    default: 'offer',
    description:
      'When a model’s answer states what no article and no tool bears out, also after one correction: `offer` says that nothing was found and offers a person, `handoff` brings one. It is never sent.',
    check: oneOf('offer', 'handoff'),
  },
  promisedByAi: {
    env: 'PROMISE_BY_AI',
    default: 'handoff',
    description:
      'When a model is about to promise what only people can do ("I’ll connect you", "we refund you"): `handoff` lets people keep it, `rewrite` asks for an answer without it. The promise is never sent.',
    check: oneOf('handoff', 'rewrite'),
  },
  allowedLinkHosts: {
    env: 'ALLOWED_LINK_HOSTS',
    description:
      'Hosts the AI may link to besides what its sources link to, with commas: `shop.example.com`. Other links are taken out of its answers.',
    check: hostsProblem,
  },
  tokensPerConversation: {
    env: 'AI_TOKENS_PER_CONVERSATION',
    default: '300000',
    description:
      'More tokens of the model than this in 24 hours for one conversation (about 50 answers by default), and a person takes over. 0: no limit.',
    check: wholeNumber,
  },
  tokensPerDay: {
    env: 'AI_TOKENS_PER_DAY',
    default: '0',
    description:
      'More tokens of the model than this in 24 hours for all conversations together, and customers are answered without it until it is less. Requests for a person are obeyed all the same. 0: no limit.',
    check: wholeNumber,
  },
} as const satisfies SettingSpecs;
