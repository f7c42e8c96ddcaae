export interface Mail {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

type Words = (order: string, code: string) => { readonly subject: string; readonly text: string };

/** What the shop writes to the address on file, in the languages its tools speak. */
const CODE_MAILS: Readonly<Record<string, Words>> = {
  en: (order, code) => ({
    subject: `Your code is ${code}`,
    text: `You asked in our chat to change order ${order}. Give the code ${code} there. If it was not you, do nothing: without the code nothing changes.`,
  }),
  de: (order, code) => ({
    subject: `Ihr Code lautet ${code}`,
    text: `Sie möchten im Chat die Bestellung ${order} ändern. Geben Sie dort den Code ${code} an. Waren Sie das nicht, tun Sie nichts: Ohne den Code ändert sich nichts.`,
  }),
  es: (order, code) => ({
    subject: `Tu código es ${code}`,
    text: `Has pedido en nuestro chat cambiar el pedido ${order}. Escribe allí el código ${code}. Si no has sido tú, no hagas nada: sin el código no cambia nada.`,
  }),
  fr: (order, code) => ({
    subject: `Votre code est ${code}`,
    text: `Vous avez demandé dans notre chat à modifier la commande ${order}. Indiquez-y le code ${code}. Si ce n'était pas vous, ne faites rien : sans le code, rien ne change.`,
  }),
  it: (order, code) => ({
    subject: `Il tuo codice è ${code}`,
    text: `Hai chiesto nella nostra chat di modificare l'ordine ${order}. Scrivi lì il codice ${code}. Se non sei stato tu, non fare nulla: senza il codice non cambia nulla.`,
  }),
  pt: (order, code) => ({
    subject: `O seu código é ${code}`,
    text: `Você pediu no nosso chat para alterar o pedido ${order}. Escreva lá o código ${code}. Se não foi você, não faça nada: sem o código nada muda.`,
  }),
  tr: (order, code) => ({
    subject: `Kodunuz ${code}`,
    text: `Sohbetimizde ${order} numaralı siparişi değiştirmek istediniz. Oraya ${code} kodunu yazın. Siz değilseniz bir şey yapmayın: kod olmadan hiçbir şey değişmez.`,
  }),
};

export const codeMail = (language: string, order: string, code: string): ReturnType<Words> =>
  (CODE_MAILS[language] ?? (CODE_MAILS.en as Words))(order, code);

/** `m…@example.com`. */
export const masked = (email: string): string => `${email.slice(0, 1)}…${email.slice(email.indexOf('@'))}`;
