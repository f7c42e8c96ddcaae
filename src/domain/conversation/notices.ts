/** What Baton itself says to customers. Honest: never "a person has joined" before one has. */
export type NoticeKey =
  | 'handoff'
  | 'handoff_delayed'
  | 'still_waiting'
  | 'released'
  | 'returned_to_bot'
  | 'greeting'
  | 'menu'
  | 'offer'
  | 'disclosure';

/** By ISO 639-1 code; `en` is complete and stands in where a language is missing. */
export type NoticeTexts = Readonly<Record<string, Partial<Readonly<Record<NoticeKey, string>>>>> & {
  readonly en: Readonly<Record<NoticeKey, string>>;
};

export function noticeText(texts: NoticeTexts, key: NoticeKey, language: string | null): string {
  return (language !== null ? texts[language]?.[key] : undefined) ?? texts.en[key];
}

export const DEFAULT_NOTICES: NoticeTexts = {
  en: {
    handoff:
      "I'm bringing in a colleague from our team. They can see everything we've discussed, so there is no need to repeat it.",
    handoff_delayed:
      'We are having trouble reaching our team right now. Your messages are safe, and we keep trying: someone will answer here.',
    still_waiting:
      'Thank you for waiting. We are still finding someone for you; your place is kept, and the answer comes here.',
    released: 'Your colleague on our side had to step away. We are finding someone else for you; nothing is lost.',
    returned_to_bot: 'I am back to help you, and I know what my colleague told you.',
    greeting: 'Hello! Ask me anything about our products, orders and services.',
    menu: 'You can ask me a question in your own words. If you would rather talk to a person, write "person".',
    offer: 'Would you like to talk to a person from our team? Answer "yes" and I will bring someone in.',
    disclosure: 'I am an AI assistant. Write "person" at any time to reach our team.',
  },
};
