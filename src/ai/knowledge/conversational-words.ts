/** Words that people wrap a question in. They carry nothing to search for and would count as "not covered". */
const WORDS: Readonly<Record<string, string>> = {
  en: `hi hello hey please pls plz thanks thank thx want wanted need know tell say ask asking question help get got getting can could would may might like just also still really actually maybe im ive id ill dont doesnt didnt cant wont isnt u ur r me one thing things something anything someone anybody stuff way let lets go going gonna wanna make sure yes yeah ok okay sorry guys team possible able much many long a to shop's whats hows wheres whens thats its there's sir madam dear take takes accept accepts offer offers sell sells ago please suit suits`,
  es: `hola buenas gracias favor quiero quisiera necesito saber decir pregunta ayuda puedo puede podria cosa algo`,
  fr: `bonjour salut merci veux voudrais besoin savoir dire question aide peux puis pourriez pouvez chose s'il plait svp`,
  de: `hallo hi bitte danke mochte will brauche wissen sagen frage hilfe kann konnen konnte ding etwas mal guten tag`,
  pt: `ola oi obrigado obrigada favor quero queria gostaria preciso saber dizer pergunta ajuda posso pode poderia coisa algo`,
  it: `ciao salve buongiorno grazie favore voglio vorrei bisogno sapere dire domanda aiuto posso puo potrei cosa qualcosa`,
  nl: `hallo hoi dank bedankt wil graag weten zeggen vraag hulp kan kunnen zou ding iets alsjeblieft alstublieft`,
};

export const conversational = (language: string): readonly string[] =>
  (WORDS[language] ?? '').split(/\s+/).filter(Boolean);
