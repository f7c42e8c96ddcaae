/**
 * Names Slack knows, with their code points: enough of the standard set for support work. A name outside it is refused
 * as `invalid_name`, as Slack does with names it never heard of; `shipit` stands for a workspace's own emoji, which
 * have no code points.
 */
const STANDARD = `
+1 1f44d|-1 1f44e|100 1f4af|1234 1f522|a 1f170-fe0f|adhesive_bandage 1fa79|airplane 2708-fe0f|alarm_clock 23f0|
angry 1f620|arrow_down 2b07-fe0f|arrow_left 2b05-fe0f|arrow_right 27a1-fe0f|arrow_right_hook 21aa-fe0f|arrow_up 2b06-fe0f|
arrows_counterclockwise 1f504|astonished 1f632|ballot_box_with_check 2611-fe0f|bangbang 203c-fe0f|bell 1f514|
black_circle 26ab|blue_heart 1f499|blush 1f60a|boom 1f4a5|bow 1f647|broken_heart 1f494|bug 1f41b|bulb 1f4a1|
busts_in_silhouette 1f465|bust_in_silhouette 1f464|calendar 1f4c5|camera 1f4f7|cat 1f431|checkered_flag 1f3c1|
clap 1f44f|clipboard 1f4cb|clock1 1f550|clock3 1f552|closed_lock_with_key 1f510|coffee 2615|confused 1f615|
construction 1f6a7|credit_card 1f4b3|crossed_fingers 1f91e|cry 1f622|dancer 1f483|dog 1f436|door 1f6aa|dizzy 1f4ab|
double_vertical_bar 23f8-fe0f|e-mail 1f4e7|ear 1f442|email 2709-fe0f|envelope 2709-fe0f|envelope_with_arrow 1f4e9|
exclamation 2757|eyes 1f440|face_with_raised_eyebrow 1f928|facepalm 1f926|fire 1f525|fist 270a|flag-br 1f1e7-1f1f7|
flag-de 1f1e9-1f1ea|flag-pt 1f1f5-1f1f9|flag-us 1f1fa-1f1f8|folded_hands 1f64f|gear 2699-fe0f|gift 1f381|
green_heart 1f49a|grey_question 2754|grin 1f601|grinning 1f600|handshake 1f91d|hand 270b|headphones 1f3a7|heart 2764-fe0f|
heart_eyes 1f60d|heavy_check_mark 2714-fe0f|heavy_exclamation_mark 2757|heavy_minus_sign 2796|heavy_multiplication_x 2716-fe0f|
heavy_plus_sign 2795|hourglass 231b|hourglass_flowing_sand 23f3|house 1f3e0|hugging_face 1f917|inbox_tray 1f4e5|
information_source 2139-fe0f|joy 1f602|key 1f511|kissing_heart 1f618|label 1f3f7-fe0f|large_blue_circle 1f535|
large_green_circle 1f7e2|large_orange_circle 1f7e0|large_purple_circle 1f7e3|large_red_square 1f7e5|large_yellow_circle 1f7e1|
laughing 1f606|leftwards_arrow_with_hook 21a9-fe0f|link 1f517|lock 1f512|lock_with_ink_pen 1f50f|loudspeaker 1f4e2|mag 1f50d|
mailbox 1f4eb|mega 1f4e3|memo 1f4dd|microphone 1f3a4|money_with_wings 1f4b8|moneybag 1f4b0|muscle 1f4aa|mute 1f507|
neutral_face 1f610|new 1f195|no_bell 1f515|no_entry 26d4|no_entry_sign 1f6ab|ok 1f197|ok_hand 1f44c|open_hands 1f450|
outbox_tray 1f4e4|package 1f4e6|page_facing_up 1f4c4|paperclip 1f4ce|partying_face 1f973|pencil 1f4dd|pencil2 270f-fe0f|
pensive 1f614|phone 260e-fe0f|picture 1f5bc-fe0f|point_down 1f447|point_left 1f448|point_right 1f449|point_up 261d-fe0f|
pray 1f64f|purple_heart 1f49c|pushpin 1f4cc|question 2753|rage 1f621|raised_hand 270b|raised_hands 1f64c|raising_hand 1f64b|
recycle 267b-fe0f|red_circle 1f534|relaxed 263a-fe0f|relieved 1f60c|repeat 1f501|robot_face 1f916|rocket 1f680|rotating_light 1f6a8|
round_pushpin 1f4cd|satellite_antenna 1f4e1|scream 1f631|see_no_evil 1f648|shopping_trolley 1f6d2|shrug 1f937|
slightly_frowning_face 1f641|slightly_smiling_face 1f642|smile 1f604|smiley 1f603|smirk 1f60f|snail 1f40c|sob 1f62d|
sparkles 2728|speech_balloon 1f4ac|spiral_note_pad 1f5d2-fe0f|star 2b50|star-struck 1f929|stopwatch 23f1-fe0f|sunglasses 1f60e|
sweat_smile 1f605|tada 1f389|telephone_receiver 1f4de|thinking_face 1f914|thumbsdown 1f44e|thumbsup 1f44d|ticket 1f3ab|
timer_clock 23f2-fe0f|triangular_flag_on_post 1f6a9|truck 1f69a|twisted_rightwards_arrows 1f500|unlock 1f513|
upside_down_face 1f643|v 270c-fe0f|warning 26a0-fe0f|wastebasket 1f5d1-fe0f|watch 231a|wave 1f44b|white_check_mark 2705|
white_circle 26aa|wink 1f609|woman-shrugging 1f937-200d-2640-fe0f|worried 1f61f|wrench 1f527|writing_hand 270d-fe0f|x 274c|
smiling_face_with_3_hearts 1f970|exploding_head 1f92f|face_with_symbols_on_mouth 1f92c|face_vomiting 1f92e|hankey 1f4a9|
poop 1f4a9|dove_of_peace 1f54a-fe0f|clown_face 1f921|yawning_face 1f971|woozy_face 1f974|whale 1f433|
heart_on_fire 2764-fe0f-200d-1f525|new_moon_with_face 1f31a|hotdog 1f32d|rolling_on_the_floor_laughing 1f923|banana 1f34c|
trophy 1f3c6|strawberry 1f353|champagne 1f37e|kiss 1f48b|middle_finger 1f595|smiling_imp 1f608|sleeping 1f634|nerd_face 1f913|
ghost 1f47b|male-technologist 1f468-200d-1f4bb|jack_o_lantern 1f383|innocent 1f607|fearful 1f628|saluting_face 1fae1|
santa 1f385|christmas_tree 1f384|snowman 2603-fe0f|nail_care 1f485|zany_face 1f92a|moyai 1f5ff|cool 1f192|cupid 1f498|
hear_no_evil 1f649|unicorn_face 1f984|pill 1f48a|speak_no_evil 1f64a|space_invader 1f47e|
man-shrugging 1f937-200d-2642-fe0f|open_mouth 1f62e|
yellow_heart 1f49b|zap 26a1|zipper_mouth_face 1f910|zzz 1f4a4`;

const CUSTOM: readonly string[] = ['shipit', 'sample_shop'];

const BY_NAME = new Map<string, string>(
  STANDARD.split('|').map((entry) => {
    const [name = '', code = ''] = entry.trim().split(' ');
    return [name, code];
  }),
);

const toText = (code: string): string =>
  code
    .split('-')
    .map((part) => String.fromCodePoint(Number.parseInt(part, 16)))
    .join('');

/** Longest first, so that a sequence wins over its first code point; with and without the variation selector. */
const BY_TEXT: readonly (readonly [string, string])[] = [...BY_NAME]
  .flatMap(([name, code]) => [
    [toText(code), name] as const,
    ...(code.endsWith('-fe0f') ? [[toText(code.slice(0, -5)), name] as const] : []),
  ])
  .sort((a, b) => b[0].length - a[0].length);

const SKIN_TONES = ['1f3fb', '1f3fc', '1f3fd', '1f3fe', '1f3ff'];

export const isEmojiName = (name: string): boolean => {
  const [, base = ''] = /^([a-z0-9_+'-]+?)(?:::skin-tone-[2-6])?$/.exec(name) ?? [];
  return BY_NAME.has(base) || CUSTOM.includes(base);
};

/** The leaf of a rich text; null where Slack leaves `:name:` as text. */
export const emojiLeaf = (name: string, skinTone?: number): Record<string, unknown> | null => {
  if (!BY_NAME.has(name) && !CUSTOM.includes(name)) return null;
  const code = BY_NAME.get(name);
  if (!code) return { type: 'emoji', name };
  if (!skinTone) return { type: 'emoji', name, unicode: code };
  return { type: 'emoji', name, unicode: `${code}-${SKIN_TONES[skinTone - 2]}`, skin_tone: skinTone };
};

/** What Slack's client does as you type: 👋🏽 becomes `:wave::skin-tone-4:`. Emoji outside the list stay as they are. */
export const emojiToNames = (text: string): string => {
  let named = text;
  for (const [character, name] of BY_TEXT) {
    if (!named.includes(character)) continue;
    named = named.split(character).join(`:${name}:`);
  }
  return named.replace(/:\u{1f3fb}|:\u{1f3fc}|:\u{1f3fd}|:\u{1f3fe}|:\u{1f3ff}/gu, (match) => {
    const tone = SKIN_TONES.indexOf(match.codePointAt(1)?.toString(16) ?? '');
    return `::skin-tone-${tone + 2}:`;
  });
};

/** How the page shows a reaction; the name itself for the workspace's own emoji. */
export const emojiText = (name: string): string => {
  const [base = ''] = name.split('::');
  const code = BY_NAME.get(base);
  return code ? toText(code) : `:${name}:`;
};
