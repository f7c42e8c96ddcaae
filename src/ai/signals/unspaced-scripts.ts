import { verbose } from '../verbose';
import { type Certainty, strongest } from './person-rules';

/**
 * Requests in languages that are written without spaces, or that glue little words to their neighbours, are read by
 * expressions over characters: what asks, what spoils it when it stands anywhere near, and what asks by itself.
 */
interface ScriptRules {
  /** Only text that has this is looked at. */
  readonly script: RegExp;
  /** Questions that contain their own negation ("is there or is there not") read as plain ones. */
  readonly plain?: readonly (readonly [RegExp, string])[];
  readonly asks: readonly RegExp[];
  readonly hints: readonly RegExp[];
  /** Denials, reports, questions about what the bot is. */
  readonly spoils: readonly RegExp[];
  /** "I don't want to talk to a bot". */
  readonly noBot: RegExp;
}

const CHINESE: ScriptRules = {
  script: /\p{Script=Han}/u,
  plain: [
    [/有没有|有沒有/g, '有'],
    [/能不能|可不可以|可否|能否/g, '能'],
    [/要不要/g, '要'],
  ],
  asks: [
    verbose(
      `(?:转|轉|转接|轉接|接通?|接入|找|叫|呼叫|联系|聯繫|聯絡|联络|连接|連接|换|換)(?:到|给|給|一下|一个|一個|一位|个|個|位|你们|你們|您|的|真正|真实|
        真的){0,4}(?:人工|真人|活人|人类|人類|人|客服|客户服务|客戶服務|专员|專員|经理|經理|主管|负责人|負責人|店员|店員|支持)`,
    ),
    verbose(
      `(?:和|跟|与|與|同|向).{0,8}(?:人|客服|客户服务|客戶服務|支持|经理|經理|主管|员工|員工|代表|专员|專員|店员|部门|部門)(?:员|員|们|們)?.{0,3}(?:谈|談|说|說|
        讲|講|聊|交谈|沟通|溝通|对话|對話|通话|通話|交流|联系|聯繫)`,
    ),
    /(?:联系|联络|聯繫|聯絡).{0,4}(?:支持|支援)/,
    /有.{0,5}(?:人|谁|誰).{0,8}(?:说话|說話|交谈|交談|谈|談|聊|对话|對話)/,
    /有.{0,8}(?:可以|能).{0,6}(?:交谈|交談|说话|說話|谈|談|聊|沟通).{0,3}的?人/,
    /(?:要|需要|想|请|請|给我|給我|有|能).{0,6}(?:人工|真人|真正的人|真实的人|人类|人類|活人|客服|客户服务|经理|經理|主管)/,
    /^(?:我|我们|我們)?(?:需要|要)(?:支持|支援)[。！!]?$/,
    verbose(
      `^(?:请|請)?(?:人工|人工客服|人工服务|人工服務|真人|真人客服|在线客服|線上客服|客服|客服人员|人类|人類|人类服务|人類服務|人的服务|人力服务|人性服务|客服服务|客服中心|客户服务中心|
        顾客服务|顧客服務|人性化服务|客户服务|客戶服務|经理|主管)[吧呢谢謝请請!！。 ]*$`,
    ),
  ],
  hints: [/^(?:支持|支援|代理)[。！!]?$/],
  spoils: [
    /(?:不要|不用|不需要|不想|不必|别|別|无需|無需|没必要|沒必要|不).{0,6}(?:人工|真人|人|客服|转|轉|经理)/,
    /(?:客服|人员|人員|员工|員工|经理|代表|店员)(?:小姐|先生)?(?:昨天|之前|已经|已經|刚才|剛才|上次)?(?:告诉|告訴|说|說|讲过|回复|回覆|答应|答應|承诺|承諾|态度|态度|跟我|给我|給我|卖)/,
    /(?:你|您|这|這|那边|对面)(?:到底|究竟|真的)?(?:是|是不是).{0,6}(?:人|机器人|機器人)/,
    /我(?:现在|現在)?(?:是|是不是)?(?:正)?在(?:和|跟|与|與).{0,8}(?:说话|說話|聊天|对话|對話|聊)/,
    /(?:翻译|翻譯|这句话|這句話|这个词|是什么意思|什麼意思|怎么说|怎麼說)/,
    /[一二两三四五六\d] ?人(?:帐篷|帳篷|用|份)/,
  ],
  noBot: /(?:不想|不要|别|別|不愿|不願|受够|受夠).{0,8}(?:机器人|機器人|机器|機器|ai|自动回复|自動回覆)/,
};

const JAPANESE_STAFF =
  '(?:人間|生身の人|(?<![一二三四五六\\d他本])人|オペレーター?|担当者?|担当の方|スタッフ|係の?[人方]|係員|責任者|店長|店員|上司|有人(?:対応|チャット)?|サポートセンター|カスタマー(?:サービス|サポート)|コールセンター|誰か|別の[人方])';

const JAPANESE: ScriptRules = {
  script: /[\p{Script=Hiragana}\p{Script=Katakana}]/u,
  asks: [
    new RegExp(
      `${JAPANESE_STAFF}.{0,4}(?:と|に|へ).{0,8}(?:話|はな|繋|つな|代わ|かわ|変わ|替わ|連絡|取り次|転送|チャット|相談)`,
      'u',
    ),
    new RegExp(
      `${JAPANESE_STAFF}(?:の方|さん)?(?:を|に|で|による)?(?:お願い|おねがい|出して|呼んで|ください|対応|希望|を出し|に切り替え)`,
      'u',
    ),
    /^(?:オペレーター?|人間|担当者|有人(?:対応|チャット)?|スタッフ)(?:を|に|で)?(?:お願い(?:します|致します|いたします)?|希望(?:です|します)?)?[。！!]?$/u,
  ],
  hints: [/^(?:サポート|エージェント)[。！!]?$/u],
  spoils: [
    /(?:話し?|繋|つな|代わ|お願い|必要|転送|連絡|呼ば).{0,5}(?:たくな|なくて|なくても|ないで|不要|いらな|いりませ|要りませ|必要な|必要はな|必要ありませ)/u,
    /(?:不要です|いりません|要りません|必要ありません|必要ない)/u,
    /(?:担当|スタッフ|オペレーター?|店員|係|人)(?:者|の方|さん|員)?(?:が|は|から|に).{0,14}(?:と言|って言|言われ|言っ|聞きました|聞いた|教えて(?:くれ|もら)|話しました)/u,
    /(?:あなた|君|きみ|これ|そちら|相手)(?:は|って).{0,8}(?:人|ロボット|ボット|ai)/u,
    /(?:と話しているの|と話してるの|人間ですか|ロボットですか)/u,
    /(?:訳して|翻訳|という言葉|とはどういう意味|何人)/u,
  ],
  noBot: /(?:ロボット|ボット|機械|ai|自動応答).{0,6}(?:話したくな|嫌|いや|うんざり|ではなく|じゃなく)/u,
};

const KOREAN: ScriptRules = {
  script: /\p{Script=Hangul}/u,
  asks: [
    /(?:상담원|상담사|사람|직원|담당자|매니저|책임자|인간|고객 ?센터|고객 ?서비스|관리자|누군가).{0,6}(?:연결|바꿔|통화|이야기|얘기|말하|말씀|대화|불러|필요|상담|원해|원합|부탁|주세요)/u,
    /^(?:상담원|상담사|사람|직원)(?: ?연결)?[.!~]*$/u,
  ],
  hints: [/^(?:지원|서포트)[.!]?$/u],
  spoils: [
    /(?:싶지 ?않|필요 ?없|필요하지 ?않|하지 ?마|지 ?말고|말고|연결 ?안)/u,
    /(?:상담원|상담사|직원|담당자|사람)(?:이|가|은|는|께서).{0,14}(?:말했|했어|했는데|그랬|안내했|알려)/u,
    /(?:사람이에요|사람인가요|사람이야|사람입니까|사람이세요|로봇이|봇이|번역|무슨 뜻)/u,
  ],
  noBot: /(?:봇|로봇|기계|ai)(?:이랑|랑|하고|과|와)?.{0,8}(?:싫|싶지 ?않|말고)/u,
};

const ARABIC_STAFF =
  '(?:شخص|انسان|موظف|ممثل|وكيل|مندوب|مسؤول|مسئول|مدير|بشري|مشرف|خدمه العملاء|خدمه الزبائن|فريق الدعم|الدعم الفني|احد|حد)';

const ARABIC: ScriptRules = {
  script: /\p{Script=Arabic}/u,
  plain: [
    [/[أإآٱ]/g, 'ا'],
    [/ى/g, 'ي'],
    [/ة/g, 'ه'],
    [/[\u064b-\u0652\u0640]/g, ''],
  ],
  asks: [
    new RegExp(
      `(?:تحدث|تكلم|كلام|اكلم|كلم|تواصل|حديث|دردش|محادثه|حول|وصل|تحويل|اتصل|الاتصال).{0,18}${ARABIC_STAFF}`,
      'u',
    ),
    new RegExp(
      `(?:اريد|ابغي|ابي|عايز|عاوز|بدي|احتاج|محتاج|اعطني|هل يوجد|هل هناك|في).{0,8}${ARABIC_STAFF}(?! غيار)`,
      'u',
    ),
    /^(?:موظف|انسان|ممثل خدمه العملاء|خدمه العملاء|شخص حقيقي|مندوب)(?: من فضلك| لو سمحت)?[.!]?$/u,
  ],
  hints: [/(?:احتاج|اريد) (?:الي )?(?:دعم|الدعم)/u, /^(?:الدعم|دعم|وكيل)[.!]?$/u],
  spoils: [
    /(?:لا|لم|لن|ما|مش|مو|ليس|بدون|دون) (?:(?:اريد|احتاج|ابغي|عايز|عاوز|بدي|داعي|حاجه|تحول|تقم|ارغب)|الحاجه)/u,
    new RegExp(
      `${ARABIC_STAFF}\\S* (?:\\S+ )?(?:قال|اخبر|وعد|ذكر|اكد|رد علي)|(?:قال|اخبر|وعد)\\S* .{0,12}${ARABIC_STAFF}`,
      'u',
    ),
    /(?:هل انت|هل اتحدث|هل اتكلم|انت انسان|انت روبوت)/u,
    /(?:ترجم|كلمه|معني|لشخصين|لكل شخص|اشخاص|موارد بشريه|الموارد البشريه)/u,
  ],
  noBot: /(?:لا|ما|مش|مو) .{0,16}(?:روبوت|بوت|اله|الذكاء الاصطناعي)/u,
};

const HINDI_STAFF =
  '(?:इंसान|इन्सान|व्यक्ति|एजेंट|प्रतिनिधि|आदमी|मनुष्य|कस्टमर केयर|ग्राहक सेवा|मैनेजर|अधिकारी|कर्मचारी|ऑपरेटर|सुपरवाइजर|किसी)';

const HINDI: ScriptRules = {
  script: /\p{Script=Devanagari}/u,
  asks: [
    new RegExp(`${HINDI_STAFF}.{0,14}(?:बात|जोड़|कनेक्ट|ट्रांसफर|संपर्क|चैट|मिला)`, 'u'),
    /(?:असली |किसी )?(?:इंसान|इन्सान|एजेंट|प्रतिनिधि|मैनेजर|ऑपरेटर).{0,4}(?:चाहिए|दो|दीजिए|बुलाओ|बुलाइए)/u,
    /^(?:इंसान|प्रतिनिधि|ऑपरेटर|असली इंसान)(?: कृपया| प्लीज)?[।.!]?$/u,
  ],
  hints: [/^(?:एजेंट|सपोर्ट|सहायता)[।.!]?$/u],
  spoils: [
    /(?:नहीं|नही|मत|बिना|ज़रूरत नहीं|जरूरत नहीं)/u,
    /(?:एजेंट|प्रतिनिधि|व्यक्ति|मैनेजर|कर्मचारी|किसी) ?ने /u,
    /क्या (?:आप|तुम|तू|मैं).{0,20}(?:इंसान|इन्सान|रोबोट|बॉट|व्यक्ति)(?: से बात कर रह\S+)? (?:हैं|हो|हूँ|है)/u,
    /(?:अनुवाद|मतलब|ट्रैवल एजेंट|मानव संसाधन)/u,
  ],
  noBot: /(?:बॉट|रोबोट|मशीन).{0,8}(?:बात|चैट).{0,8}(?:नहीं|नही)/u,
};

const SCRIPTS = [CHINESE, JAPANESE, KOREAN, ARABIC, HINDI];
const ROMAN_HINDI = verbose(
  String.raw`\b(?:insaan|insan|bande|aadmi|agent|customer care|manager|executive|representative|kisi|
      human)\b.{0,12}\b(?:se|ko)\b.{0,8}\b(?:baat|connect|transfer)\b`,
);
const ROMAN_HINDI_SPOILS = /\b(?:nahi|nahin|mat|ne)\b/;

/** Folded text without quotations. */
export function asksInOtherScript(folded: string): Certainty {
  // Clause by clause, because one may deny what the next asks for; then whole, because a request may span a comma.
  const sentences = parts(folded, /[.!?;\n。！？؟।]+/u);
  const clauses = sentences.flatMap((sentence) => [
    ...parts(sentence, /[,，、،]+/u),
    sentence.replace(/[,，、،]+/gu, ''),
  ]);
  const found = SCRIPTS.filter(({ script }) => isIn(script, folded)).flatMap((rules) =>
    clauses.map((clause) => judged(plainly(clause, rules), rules)),
  );
  const roman = sentences.some((sentence) => ROMAN_HINDI.test(sentence) && !ROMAN_HINDI_SPOILS.test(sentence));
  return roman ? 'explicit' : strongest(found);
}

const parts = (text: string, at: RegExp): string[] => text.split(at).map((part) => part.trim());

/** Japanese has Chinese characters too; its own rules read it. */
const isIn = (script: RegExp, text: string): boolean =>
  script.test(text) && !(script === CHINESE.script && JAPANESE.script.test(text));

const plainly = (sentence: string, { plain = [] }: ScriptRules): string =>
  plain.reduce((text, [from, to]) => text.replace(from, to), sentence);

function judged(sentence: string, { asks, hints, spoils, noBot }: ScriptRules): Certainty {
  if (noBot.test(sentence)) return 'explicit';
  if (spoils.some((rule) => rule.test(sentence))) return 'no';
  if (asks.some((rule) => rule.test(sentence))) return 'explicit';
  return hints.some((rule) => rule.test(sentence)) ? 'weak' : 'no';
}
