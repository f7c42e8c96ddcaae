import { readSignals } from '../../src/ai/signals/read-signals';
import { DEFAULT_NOTICES, type NoticeKey, noticeText } from '../../src/domain/conversation/notices';

const LANGUAGES = Object.keys(DEFAULT_NOTICES);
const KEYS = Object.keys(DEFAULT_NOTICES.en) as NoticeKey[];
const QUOTED = /["„«]\s*([^"“”„«»]+?)\s*["“”»]/u;

describe('the notices', () => {
  it('speak the seven languages whole', () => {
    expect(LANGUAGES.sort()).toEqual(['de', 'en', 'es', 'fr', 'it', 'nl', 'pt']);
    for (const language of LANGUAGES) {
      for (const key of KEYS) expect([language, key, DEFAULT_NOTICES[language]?.[key] ?? '']).not.toContain('');
    }
  });

  it.each(LANGUAGES)('ask in %s for words that are then understood', (language) => {
    for (const key of ['menu', 'disclosure'] as const) {
      const word = QUOTED.exec(noticeText(DEFAULT_NOTICES, key, language))?.[1] ?? '';
      expect([language, word, readSignals(word, { language }).asksForPerson]).toEqual([language, word, 'explicit']);
    }
    for (const key of ['offer', 'offer_closed'] as const) {
      const yes = QUOTED.exec(noticeText(DEFAULT_NOTICES, key, language))?.[1] ?? '';
      expect([language, yes, readSignals(yes, { language }).affirms]).toEqual([language, yes, true]);
    }
  });

  it('fall back to English for a language that is missing', () => {
    expect(noticeText(DEFAULT_NOTICES, 'offer', 'sv')).toBe(DEFAULT_NOTICES.en.offer);
    expect(noticeText(DEFAULT_NOTICES, 'offer', null)).toBe(DEFAULT_NOTICES.en.offer);
  });
});
