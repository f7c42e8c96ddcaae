import { consentIn } from '../../../adapters/customer-channels/twilio/keywords';

const table: readonly (readonly [string, string | undefined, ReturnType<typeof consentIn>])[] = [
  ...['STOP', 'stop', ' Stop ', 'STOPALL', 'UNSUBSCRIBE', 'END', 'QUIT', 'CANCEL', 'REVOKE', 'OPTOUT'].map(
    (word) => [word, undefined, 'opted_out'] as const,
  ),
  ...['Arrêt', 'ARRET.', 'STOPP', 'abmelden', 'BAJA', 'Parar', 'sair', 'Disiscriviti', 'afmelden'].map(
    (word) => [word, undefined, 'opted_out'] as const,
  ),
  ...['START', 'unstop', 'Yes'].map((word) => [word, undefined, 'opted_in'] as const),
  ...['HELP', 'INFO', 'stop please', 'no', 'fin', 'basta', 'Stop. I want my money', ''].map(
    (word) => [word, undefined, null] as const,
  ),
  // Where Advanced Opt-Out is on, Twilio's word counts.
  ['anything', 'STOP', 'opted_out'],
  ['anything', 'START', 'opted_in'],
  ['STOP', 'HELP', null],
  ['Stop', 'SOMETHING_NEW', null],
];

test.each(table)('%p with %p: %p', (body, optOutType, consent) => {
  expect(consentIn(body, optOutType)).toBe(consent);
});
