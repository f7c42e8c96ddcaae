import { SIGN_WEIGHTS, type SignWeights } from '../domain/conversation/evidence';
import {
  type AnswerRules,
  CURRENCIES,
  type SignalRules,
  type Threshold,
  TOPICS,
  type Topic,
} from '../domain/conversation/handoff-rules';

/** A comma-separated list without its empty places. */
export const listed = (value: string): readonly string[] =>
  value
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);

type Settings<Name extends string> = { readonly [K in Name]: string };

export const signalRules = (
  core: Settings<'highStakesTopics' | 'highStakesAmount' | 'humanOnlyTopics'>,
): SignalRules => ({
  topics: new Set(topicsIn(core.highStakesTopics)),
  amount: thresholdIn(core.highStakesAmount),
  humanOnly: listed(core.humanOnlyTopics),
});

export const answerRules = (core: Settings<'ungroundedAnswer' | 'promisedByAi' | 'allowedLinkHosts'>): AnswerRules => ({
  ungrounded: core.ungroundedAnswer as AnswerRules['ungrounded'],
  promised: core.promisedByAi as AnswerRules['promised'],
  allowedHosts: listed(core.allowedLinkHosts),
});

const isTopic = (name: string): name is Topic => TOPICS.some((topic) => topic === name);
const topicsIn = (value: string): readonly Topic[] => listed(value).filter(isTopic);

export function topicsProblem(value: string): string | null {
  const unknown = value === 'none' ? undefined : listed(value).find((name) => !isTopic(name));
  return unknown === undefined
    ? null
    : `names "${unknown}", which is no topic. Choose from ${TOPICS.join(', ')}, or write none. Words of your own belong into HUMAN_ONLY_TOPICS.`;
}

/** "500 EUR"; null where it is no such amount. */
function thresholdIn(text: string): Threshold | null {
  const found = /^(\d+(?:\.\d{1,2})?) ?([A-Z]{3})$/.exec(text);
  const currency = CURRENCIES.find((code) => code === found?.[2]);
  return currency === undefined ? null : { value: Number(found?.[1]), currency };
}

export const amountProblem = (value: string): string | null =>
  thresholdIn(value) === null
    ? `must be an amount with its currency, such as 500 EUR; known are ${CURRENCIES.join(', ')}. Correct it or leave it out.`
    : null;

export const hostsProblem = (value: string): string | null => {
  const wrong = listed(value).find((host) => !/^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(host));
  return wrong === undefined
    ? null
    : `has "${wrong}", which is no host. Write it like shop.example.com, without https://.`;
};

/** The usual weights with the admin's changes, as shares of one. */
export function signWeights(value: string): SignWeights {
  const changes = listed(value).map((one) => one.split('=').map((side) => side.trim()));
  return {
    ...SIGN_WEIGHTS,
    ...Object.fromEntries(changes.map(([name = '', percent]) => [name, Number(percent) / 100])),
  };
}

export function signWeightsProblem(value: string): string | null {
  const known = Object.keys(SIGN_WEIGHTS);
  const wrong = listed(value).find((one) => {
    const [name = '', percent = '', ...more] = one.split('=').map((side) => side.trim());
    return more.length > 0 || !known.includes(name) || !/^\d{1,3}$/.test(percent) || Number(percent) > 100;
  });
  return wrong === undefined
    ? null
    : `has "${wrong}". Write a sign and a number from 0 to 100, such as frustrated=40; there are ${known.join(', ')}.`;
}
