import { isWord } from './text';

/**
 * Messages that are nothing but an answer: "yes please", "thanks a lot", "no". Every word must be one of the kind or
 * of the little words that go with it; anything else makes it a message of its own.
 */
const list = (words: string): ReadonlySet<string> =>
  new Set(
    words
      .split(/[,\n]/)
      .map((word) => word.trim())
      .filter(Boolean),
  );

const YES = list(`
  yes, yeah, yep, yup, ya, y, yea, sure, ok, okay, okey, k, absolutely, definitely, certainly, of course, go ahead,
  sounds good, do it, do that, lets do it, please do, id like that, i would like that, id love that, that would be
  great, that would be good, that would be nice, that works, why not, fine, si, claro, claro que si, vale, dale, de
  acuerdo, por supuesto, bueno, adelante, me gustaria, oui, ouais, d accord, bien sur, volontiers, avec plaisir,
  allez y, je veux bien, s il vous plait, ja, jawohl, klar, gerne, gern, jo, na klar, ja gerne, in ordnung,
  einverstanden, das ware gut, das ware toll, sim, pode ser, com certeza, isso, quero, quero sim, ta bom, pode,
  aceito, certo, certamente, va bene, volentieri, d accordo, esatto, magari, graag, ja graag, prima, is goed, zeker,
  natuurlijk, doe maar, да, конечно, хорошо, давайте, ага, evet, tamam, olur, lutfen, 是, 是的, 好, 好的, 可以, 行, 要, 嗯, はい,
  お願いします, お願い, ええ, 네, 예, 응, 좋아요, نعم, ايوه, اجل, तो, हाँ, हां, जी, haan, oke, 👍, ✅, 👌, 🙏`);

const THANKS = list(`
  thanks, thank you, thank u, thankyou, thx, thnx, tnx, ty, tysm, cheers, ta, much appreciated, appreciate it,
  appreciated, grateful, gracias, muchas gracias, mil gracias, merci, merci beaucoup, danke, dankeschon, danke
  schon, vielen dank, herzlichen dank, besten dank, obrigado, obrigada, obg, valeu, muito obrigado, muito obrigada,
  grazie, grazie mille, mille grazie, bedankt, dank je, dank je wel, dankjewel, dank u, dank u wel, dank, hartelijk
  dank, спасибо, благодарю, tesekkurler, tesekkur ederim, sagol, 谢谢, 謝謝, 多谢, 感谢, ありがとう, ありがとうございます, ありがとうございました,
  감사합니다, 고마워요, شكرا, شكرا لك, धन्यवाद, शुक्रिया, 🙏, ❤, ❤️, 💙, 😊`);

const CONTENT = list(`
  great, perfect, awesome, cool, nice, excellent, brilliant, wonderful, amazing, fantastic, lovely, super, got it,
  understood, all good, all set, that helped, that helps, that is all, thats all, thats it, that was it, solved, it
  works, it works now, works now, fixed, it worked, that worked, no problem, bye, goodbye, good bye, have a nice
  day, good to know, makes sense, i see, alright, noted, ok, okay, okey, k, fine, good, no thanks, no thank you,
  never mind, nevermind, nvm, perfecto, genial, estupendo, entendido, excelente, listo, adios, hasta luego,
  solucionado, vale, de acuerdo, no gracias, esta bien, muy bien, parfait, compris, c est bon, c est tout, au
  revoir, d accord, tres bien, non merci, bonne journee, entendu, perfekt, toll, klasse, prima, alles klar,
  verstanden, gut, passt, hat geklappt, tschuss, auf wiedersehen, nein danke, in ordnung, schonen tag, schonen tag
  noch, das wars, gelost, wunderbar, perfeito, otimo, otima, entendi, beleza, blz, legal, certo, tchau, resolvido,
  tudo certo, nao obrigado, nao obrigada, ta bom, combinado, perfetto, ottimo, capito, bene, va bene, arrivederci,
  risolto, no grazie, tutto chiaro, benissimo, top, geweldig, helemaal goed, duidelijk, begrepen, is goed, tot
  ziens, doei, opgelost, nee bedankt, nee dank je, fijn, mooi, helder, отлично, хорошо, понятно, понял, поняла,
  ясно, harika, tamam, anladim, 好的, 知道了, 明白了, 没问题, わかりました, 了解, 了解しました, 알겠습니다, 네, تمام, ठीक है, 👍, ✅, 👌, 🎉, 😀, 🙂, 😄`);

const NO = list(`
  no, nope, nah, na, wrong, incorrect, negative, not really, no it didnt, no it doesnt, no that is not it, non, pas
  vraiment, nein, nee, nicht wirklich, nao, no non, niet echt, neen, нет, неа, hayir, yok, 不, 不是, 没有, 不对, いいえ, いや,
  違います, ちがう, 아니요, 아니, لا, كلا, नहीं, 👎, ❌`);

const LITTLE = list(`
  please, pls, plz, so, very, much, a, lot, a lot, many, really, you, your, for, the, help, that, it, this, is, was,
  all, to, again, i, me, now, then, oh, ah, well, and, will, be, just, quick, fast, answer, info, information, team,
  guys, mate, sir, friend, bot, have, day, would, like, want, yes, por, favor, porfa, muy, mucho, tu, su, la, ayuda,
  el, y, pues, todo, de, beaucoup, bien, pour, votre, ton, aide, et, tout, svp, stp, alors, vous, te, plait, bitte,
  sehr, schon, fur, die, ihre, deine, hilfe, das, und, dann, alles, mir, sie, muito, mesmo, pela, pelo, sua, tudo,
  entao, o, per, l, aiuto, molto, tutto, e, allora, voor, je, uw, hulp, heel, erg, het, en, dan, wel, mal, hoor,
  большое, вам, за, помощь, çok, cok, ya, da, ok, okay, ai, hi, hello, ich, gerne, einen, jij, een, un, une, le,
  les, des`);

/** `words` as {@link wordsOf} gives them; `text` is folded and holds the emoji that words leave out. */
export interface ShortAnswer {
  readonly affirms: boolean;
  readonly thanks: boolean;
  readonly denies: boolean;
}

const MAX_WORDS = 10;

export function shortAnswer(words: readonly string[], folded: string): ShortAnswer {
  const said = [...words.filter(isWord), ...emojiIn(folded)];
  if (said.length === 0 || said.length > MAX_WORDS) return { affirms: false, thanks: false, denies: false };
  const affirms = consistsOf(said, [YES, THANKS]) && startsWith(said, YES);
  const thanks = consistsOf(said, [THANKS, CONTENT]);
  return { affirms, thanks: thanks && !isBareYes(said), denies: consistsOf(said, [NO]) };
}

const emojiIn = (text: string): string[] => text.match(/\p{Extended_Pictographic}/gu) ?? [];

/** "yes" answers a question, "ok" also ends a conversation. */
const isBareYes = (said: readonly string[]): boolean =>
  said.every((word) => YES.has(word) && !CONTENT.has(word) && !THANKS.has(word));

function startsWith(said: readonly string[], kind: ReadonlySet<string>): boolean {
  return [4, 3, 2, 1].some((length) => kind.has(said.slice(0, length).join(' ')));
}

/** True when the words split into expressions of these kinds and little words, with at least one expression. */
function consistsOf(said: readonly string[], kinds: readonly ReadonlySet<string>[]): boolean {
  let found = false;
  for (let at = 0; at < said.length; ) {
    const length = [5, 4, 3, 2, 1].find(
      (n) => at + n <= said.length && kinds.some((kind) => kind.has(said.slice(at, at + n).join(' '))),
    );
    if (length === undefined && !LITTLE.has(said[at] ?? '')) return false;
    found ||= length !== undefined;
    at += length ?? 1;
  }
  return found;
}

const HELP = list(`
  help, help me, help please, please help, please help me, help pls, pls help, i need help, need help, i need some
  help, can you help, can you help me, could you help me, can u help me, help me please, menu, options, commands,
  info, hlep, halp, sos, what can you do, ayuda, ayudame, necesito ayuda, ayuda por favor, me puedes ayudar, puedes
  ayudarme, menu principal, aide, aidez moi, aide moi, j ai besoin d aide, besoin d aide, pouvez vous m aider, tu
  peux m aider, au secours, hilfe, hilf mir, hilfe bitte, bitte hilfe, ich brauche hilfe, brauche hilfe, konnen sie
  mir helfen, kannst du mir helfen, kannst du helfen, konnen sie helfen, menu bitte, ajuda, me ajuda, me ajude,
  preciso de ajuda, ajuda por favor, pode me ajudar, pode ajudar me, socorro, aiuto, aiutami, ho bisogno di aiuto,
  mi serve aiuto, puoi aiutarmi, mi puoi aiutare, puo aiutarmi, hulp, help mij, ik heb hulp nodig, hulp nodig, kun
  je me helpen, kunt u mij helpen, kan je me helpen, hulp aub, помощь, помогите, помоги, мне нужна помощь, помогите
  пожалуйста, yardim, yardim et, yardim lazim, bana yardim et, 帮助, 帮帮我, 帮忙, 幫助, 幫忙, ヘルプ, 助けて, 助けてください, 도움, 도와주세요,
  مساعدة, ساعدني, مدد, मदद, मदद चाहिए, मेरी मदद करो`);

export const isBareHelp = (words: readonly string[]): boolean => HELP.has(words.filter(isWord).join(' '));

const CANCEL = list(`
  cancel, cancel it, cancel that, cancel this, stop, stop it, stop that, abort, never mind, nevermind, nvm, forget it,
  forget that, forget about it, leave it, leave it as it is, dont, dont do it, dont do that, do not, do not do it,
  better not, not now, not any more, not anymore, i changed my mind, changed my mind, ive changed my mind, no thanks,
  no thank you, no way, i dont want that, i dont want it, i dont want to, cancela, cancelalo, cancelar, para, dejalo,
  dejalo asi, olvidalo, mejor no, ahora no, ya no, he cambiado de idea, cambie de idea, no gracias, no lo hagas,
  no quiero, annule, annulez, annuler, laisse, laissez, laisse tomber, laissez tomber, arrete, arretez, oublie,
  oubliez, plutot pas, pas maintenant, j ai change d avis, non merci, ne le faites pas, ne fais pas ca, abbrechen,
  abbruch, stopp, lass es, lassen sie es, lass das, lassen sie das, vergiss es, vergessen sie es, lieber nicht,
  doch nicht, jetzt nicht, nicht jetzt, ich habe es mir anders uberlegt, hab es mir anders uberlegt, nein danke,
  nicht machen, bitte nicht, cancele, cancelar isso, pare, deixa, deixa pra la, deixe, deixe assim, esquece, esqueca,
  melhor nao, agora nao, mudei de ideia, nao obrigado, nao obrigada, nao faca, nao quero, annulla, annullare, fermati,
  lascia, lascia stare, lasci stare, lascia perdere, lasci perdere, dimentica, meglio di no, non ora, adesso no,
  ho cambiato idea, no grazie, non farlo, non lo faccia, non voglio, annuleer, annuleren, laat maar, laat het,
  laat zitten, vergeet het, liever niet, toch niet, nu niet, niet nu, ik heb me bedacht, nee bedankt, nee dank je,
  niet doen, doe maar niet`);

/** "no, cancel it please": says no to what was proposed, and nothing else. "cancel my order" is a wish of its own. */
export const declines = (words: readonly string[]): boolean => {
  const said = words.filter(isWord);
  return said.length > 0 && said.length <= MAX_WORDS && consistsOf(said, [NO, CANCEL]);
};
