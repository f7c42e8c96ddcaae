/** What the offline responder says in words of its own; everything else is quoted. */
export type ResponderTexts = Readonly<{
  greeting: string;
  welcome: string;
  glad: string;
  /** Asked whether it is a bot. */
  identity: string;
  from: string;
  fromHeading: string;
  more: string;
  helped: string;
  colleague: string;
  /** Says that it does not know and offers a person: "yes" accepts. */
  noAnswer: string;
  notHelped: string;
  leftOver: string;
  which: string;
  whichOne: string;
  answerByNumber: string;
  answerByYes: string;
  media: string;
  /** Before what the help pages say to a complaint about what came. */
  sorry: string;
  /** Under a proposal: how to agree to it. */
  agree: string;
}>;

const en: ResponderTexts = {
  greeting: 'Hello! What can I help you with?',
  welcome: "You're welcome. Write again any time.",
  glad: "I'm glad. Is there anything else?",
  identity:
    'I am an AI assistant, not a person. I answer from our help pages. Write "person" and I bring in someone from our team.',
  from: 'From {title}:',
  fromHeading: 'From {title}, “{heading}”:',
  more: 'More: {url}',
  helped: 'Does that answer your question?',
  colleague: 'My colleague {name} told you:',
  noAnswer:
    'I could not find this in our help pages, and I do not want to guess. Shall I bring in a person from our team? Answer "yes", or ask in other words.',
  notHelped:
    'I am sorry that this did not help. Shall I bring in a person from our team? Answer "yes", or tell me more about it.',
  leftOver:
    'I am not sure about “{question}”. Ask it again in other words, or write "person" and our team looks into it.',
  which: 'I want to be sure that I understand you. Is it about',
  whichOne: 'I want to be sure that I understand you. Is it about {title}?',
  answerByNumber: 'Answer with the number, or ask in other words.',
  answerByYes: 'Answer "yes", or ask in other words.',
  media:
    'I cannot look at pictures, recordings or files. Tell me in words what it is about, or answer "yes" and I bring in a person from our team.',
  sorry: 'I am sorry that this went wrong.',
  agree: 'Answer "yes" and I do it, or "no" and nothing changes.',
};

const es: ResponderTexts = {
  greeting: '¡Hola! ¿En qué puedo ayudarte?',
  welcome: 'De nada. Escribe cuando quieras.',
  glad: 'Me alegro. ¿Necesitas algo más?',
  identity:
    'Soy un asistente de IA, no una persona. Respondo a partir de nuestras páginas de ayuda. Escribe "persona" y aviso a alguien de nuestro equipo.',
  from: 'De {title}:',
  fromHeading: 'De {title}, «{heading}»:',
  more: 'Más: {url}',
  helped: '¿Responde eso a tu pregunta?',
  colleague: 'Mi compañero {name} te dijo:',
  noAnswer:
    'No he encontrado esto en nuestras páginas de ayuda y no quiero adivinar. ¿Aviso a una persona de nuestro equipo? Responde "sí" o pregunta con otras palabras.',
  notHelped:
    'Siento que no te haya servido. ¿Aviso a una persona de nuestro equipo? Responde "sí" o cuéntame algo más.',
  leftOver:
    'No estoy seguro sobre «{question}». Pregúntalo con otras palabras, o escribe "persona" y nuestro equipo lo mira.',
  which: 'Quiero estar seguro de que te entiendo. ¿Se trata de',
  whichOne: 'Quiero estar seguro de que te entiendo. ¿Se trata de {title}?',
  answerByNumber: 'Responde con el número o pregunta con otras palabras.',
  answerByYes: 'Responde "sí" o pregunta con otras palabras.',
  media:
    'No puedo ver imágenes, audios ni archivos. Cuéntame con palabras de qué se trata, o responde "sí" y aviso a una persona de nuestro equipo.',
  sorry: 'Siento mucho que haya salido mal.',
  agree: 'Responde "sí" y lo hago, o "no" y no cambia nada.',
};

const fr: ResponderTexts = {
  greeting: 'Bonjour ! Comment puis-je vous aider ?',
  welcome: "Avec plaisir. N'hésitez pas à réécrire.",
  glad: "J'en suis ravi. Puis-je faire autre chose pour vous ?",
  identity:
    "Je suis un assistant IA, pas une personne. Je réponds à partir de nos pages d'aide. Écrivez « personne » et je fais venir quelqu'un de notre équipe.",
  from: 'Extrait de {title} :',
  fromHeading: 'Extrait de {title}, « {heading} » :',
  more: 'En savoir plus : {url}',
  helped: 'Est-ce que cela répond à votre question ?',
  colleague: 'Mon collègue {name} vous a dit :',
  noAnswer:
    "Je n'ai pas trouvé cela dans nos pages d'aide et je ne veux pas deviner. Voulez-vous que je fasse venir une personne de notre équipe ? Répondez « oui » ou posez la question autrement.",
  notHelped:
    "Je suis désolé que cela ne vous ait pas aidé. Voulez-vous que je fasse venir une personne de notre équipe ? Répondez « oui » ou dites-m'en plus.",
  leftOver:
    "Je ne suis pas sûr pour « {question} ». Posez la question autrement, ou écrivez « personne » et notre équipe s'en occupe.",
  which: "Je veux être sûr de bien vous comprendre. S'agit-il de",
  whichOne: "Je veux être sûr de bien vous comprendre. S'agit-il de {title} ?",
  answerByNumber: 'Répondez par le numéro ou posez la question autrement.',
  answerByYes: 'Répondez « oui » ou posez la question autrement.',
  media:
    "Je ne peux pas voir les images, les enregistrements ni les fichiers. Dites-moi avec des mots de quoi il s'agit, ou répondez « oui » et je fais venir une personne de notre équipe.",
  sorry: 'Je suis désolé que cela se soit mal passé.',
  agree: 'Répondez « oui » et je le fais, ou « non » et rien ne change.',
};

const de: ResponderTexts = {
  greeting: 'Hallo! Wie kann ich Ihnen helfen?',
  welcome: 'Gern geschehen. Schreiben Sie jederzeit wieder.',
  glad: 'Das freut mich. Kann ich sonst noch helfen?',
  identity:
    'Ich bin ein KI-Assistent, kein Mensch. Ich antworte aus unseren Hilfeseiten. Schreiben Sie „Mensch“, und ich hole jemanden aus unserem Team dazu.',
  from: 'Aus {title}:',
  fromHeading: 'Aus {title}, „{heading}“:',
  more: 'Mehr dazu: {url}',
  helped: 'Beantwortet das Ihre Frage?',
  colleague: 'Mein Kollege {name} hat Ihnen geschrieben:',
  noAnswer:
    'Dazu habe ich auf unseren Hilfeseiten nichts gefunden, und raten möchte ich nicht. Soll ich jemanden aus unserem Team dazuholen? Antworten Sie „ja“, oder fragen Sie mit anderen Worten.',
  notHelped:
    'Es tut mir leid, dass das nicht geholfen hat. Soll ich jemanden aus unserem Team dazuholen? Antworten Sie „ja“, oder erzählen Sie mir mehr.',
  leftOver:
    'Bei „{question}“ bin ich mir nicht sicher. Fragen Sie mit anderen Worten, oder schreiben Sie „Mensch“, und unser Team kümmert sich darum.',
  which: 'Ich möchte sichergehen, dass ich Sie richtig verstehe. Geht es um',
  whichOne: 'Ich möchte sichergehen, dass ich Sie richtig verstehe. Geht es um {title}?',
  answerByNumber: 'Antworten Sie mit der Nummer, oder fragen Sie mit anderen Worten.',
  answerByYes: 'Antworten Sie „ja“, oder fragen Sie mit anderen Worten.',
  media:
    'Bilder, Aufnahmen und Dateien kann ich nicht ansehen. Schreiben Sie mir in Worten, worum es geht, oder antworten Sie „ja“, und ich hole jemanden aus unserem Team dazu.',
  sorry: 'Es tut mir leid, dass da etwas schiefgegangen ist.',
  agree: 'Antworten Sie „ja“, und ich mache es, oder „nein“, und nichts ändert sich.',
};

const pt: ResponderTexts = {
  greeting: 'Olá! Em que posso ajudar?',
  welcome: 'De nada. Escreva quando quiser.',
  glad: 'Que bom. Posso ajudar em mais alguma coisa?',
  identity:
    'Sou um assistente de IA, não uma pessoa. Respondo a partir das nossas páginas de ajuda. Escreva "pessoa" e eu chamo alguém da nossa equipe.',
  from: 'De {title}:',
  fromHeading: 'De {title}, “{heading}”:',
  more: 'Mais: {url}',
  helped: 'Isso responde à sua pergunta?',
  colleague: 'A nossa equipe ({name}) escreveu:',
  noAnswer:
    'Não encontrei isso nas nossas páginas de ajuda e não quero adivinhar. Quer que eu chame uma pessoa da nossa equipe? Responda "sim" ou pergunte com outras palavras.',
  notHelped:
    'Lamento que isso não tenha ajudado. Quer que eu chame uma pessoa da nossa equipe? Responda "sim" ou conte-me mais.',
  leftOver:
    'Não tenho certeza sobre “{question}”. Pergunte com outras palavras, ou escreva "pessoa" e a nossa equipe verifica.',
  which: 'Quero ter certeza de que entendi. É sobre',
  whichOne: 'Quero ter certeza de que entendi. É sobre {title}?',
  answerByNumber: 'Responda com o número ou pergunte com outras palavras.',
  answerByYes: 'Responda "sim" ou pergunte com outras palavras.',
  media:
    'Não consigo ver imagens, áudios nem arquivos. Diga-me em palavras do que se trata, ou responda "sim" e eu chamo uma pessoa da nossa equipe.',
  sorry: 'Lamento que algo tenha corrido mal.',
  agree: 'Responda "sim" e eu faço, ou "não" e nada muda.',
};

const it: ResponderTexts = {
  greeting: 'Ciao! Come posso aiutarti?',
  welcome: 'Prego. Scrivi pure quando vuoi.',
  glad: 'Mi fa piacere. Ti serve altro?',
  identity:
    'Sono un assistente IA, non una persona. Rispondo in base alle nostre pagine di aiuto. Scrivi "persona" e chiamo qualcuno del nostro team.',
  from: 'Da {title}:',
  fromHeading: 'Da {title}, «{heading}»:',
  more: 'Altro: {url}',
  helped: 'Questo risponde alla tua domanda?',
  colleague: 'Il nostro team ({name}) ti ha scritto:',
  noAnswer:
    'Non ho trovato questo nelle nostre pagine di aiuto e non voglio tirare a indovinare. Vuoi che chiami una persona del nostro team? Rispondi "sì" o chiedi con altre parole.',
  notHelped:
    'Mi dispiace che non ti sia stato utile. Vuoi che chiami una persona del nostro team? Rispondi "sì" o dimmi qualcosa di più.',
  leftOver:
    'Non sono sicuro su «{question}». Chiedilo con altre parole, o scrivi "persona" e il nostro team se ne occupa.',
  which: 'Voglio essere sicuro di aver capito. Si tratta di',
  whichOne: 'Voglio essere sicuro di aver capito. Si tratta di {title}?',
  answerByNumber: 'Rispondi con il numero o chiedi con altre parole.',
  answerByYes: 'Rispondi "sì" o chiedi con altre parole.',
  media:
    'Non posso vedere immagini, registrazioni o file. Dimmi a parole di che si tratta, oppure rispondi "sì" e chiamo una persona del nostro team.',
  sorry: 'Mi dispiace che qualcosa sia andato storto.',
  agree: 'Rispondi "sì" e lo faccio, o "no" e non cambia nulla.',
};

const nl: ResponderTexts = {
  greeting: 'Hallo! Waarmee kan ik je helpen?',
  welcome: 'Graag gedaan. Schrijf gerust weer.',
  glad: 'Fijn om te horen. Kan ik nog iets doen?',
  identity:
    'Ik ben een AI-assistent, geen mens. Ik antwoord uit onze helppagina’s. Schrijf "mens" en ik haal iemand van ons team erbij.',
  from: 'Uit {title}:',
  fromHeading: 'Uit {title}, “{heading}”:',
  more: 'Meer: {url}',
  helped: 'Beantwoordt dat je vraag?',
  colleague: 'Mijn collega {name} schreef je:',
  noAnswer:
    'Dit heb ik niet gevonden in onze helppagina’s, en ik wil niet gokken. Zal ik iemand van ons team erbij halen? Antwoord "ja", of vraag het in andere woorden.',
  notHelped:
    'Het spijt me dat dit niet hielp. Zal ik iemand van ons team erbij halen? Antwoord "ja", of vertel me er meer over.',
  leftOver:
    'Over “{question}” ben ik niet zeker. Vraag het in andere woorden, of schrijf "mens" en ons team kijkt ernaar.',
  which: 'Ik wil zeker weten dat ik je goed begrijp. Gaat het over',
  whichOne: 'Ik wil zeker weten dat ik je goed begrijp. Gaat het over {title}?',
  answerByNumber: 'Antwoord met het nummer, of vraag het in andere woorden.',
  answerByYes: 'Antwoord "ja", of vraag het in andere woorden.',
  media:
    'Foto’s, opnames en bestanden kan ik niet bekijken. Vertel me in woorden waar het om gaat, of antwoord "ja" en ik haal iemand van ons team erbij.',
  sorry: 'Wat vervelend dat dit is misgegaan.',
  agree: 'Antwoord "ja" en ik doe het, of "nee" en er verandert niets.',
};

const TEXTS: Readonly<Record<string, ResponderTexts>> = { en, es, fr, de, pt, it, nl };

export const allResponderTexts: readonly ResponderTexts[] = Object.values(TEXTS);

/** English stands in for a language that is not here. */
export const responderTexts = (language: string | null): ResponderTexts => TEXTS[language ?? 'en'] ?? en;
