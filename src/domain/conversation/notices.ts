import type { Choice } from '../message';
import { ACTION_NOTICES, type ActionNoticeKey } from './action-notices';
import { HOURS_NOTICES, type HoursNoticeKey } from './hours-notices';

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
  /** Stands before what an agent corrected where the channel cannot change a message. */
  | 'correction'
  | 'disclosure'
  | 'offer_declined'
  | 'choice_over'
  | ChoiceKey
  | HoursNoticeKey
  | ActionNoticeKey;

/** What customers say with a tap. Up to 20 letters, and words that the text above them has too. */
export type ChoiceKey = 'yes' | 'no' | 'a_person';

/** By ISO 639-1 code; `en` is complete and stands in where a language is missing. */
export type NoticeTexts = Readonly<Record<string, Partial<Readonly<Record<NoticeKey, string>>>>> & {
  readonly en: Readonly<Record<NoticeKey, string>>;
};

/** What a pick of ours means: to bring a person in, or to go on with the AI. */
export const PERSON = 'person';
export const NO_PERSON = 'no_person';

const CHOICES: Readonly<Partial<Record<NoticeKey, readonly (readonly [id: string, label: ChoiceKey])[]>>> = {
  offer: [
    [PERSON, 'yes'],
    [NO_PERSON, 'no'],
  ],
  menu: [[PERSON, 'a_person']],
};

/** The choices that stand under a notice; none under most. */
export const choicesOf = (texts: NoticeTexts, key: NoticeKey, language: string | null): readonly Choice[] =>
  (CHOICES[key] ?? []).map(([id, label]) => ({ id, label: noticeText(texts, label, language) }));

export function noticeText(texts: NoticeTexts, key: NoticeKey, language: string | null): string {
  return (language !== null ? texts[language]?.[key] : undefined) ?? texts.en[key];
}

export const DEFAULT_NOTICES: NoticeTexts = {
  en: {
    ...HOURS_NOTICES.en,
    ...ACTION_NOTICES.en,
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
    correction: 'Correction:',
    disclosure: 'I am an AI assistant. Write "person" at any time to reach our team.',
    offer_declined: 'All right. I am here for whatever else you need.',
    choice_over: 'That question was answered before. Please write what you would like.',
    yes: 'Yes',
    no: 'No',
    a_person: 'A person',
  },
  es: {
    ...HOURS_NOTICES.es,
    ...ACTION_NOTICES.es,
    handoff:
      'Aviso a un compañero de nuestro equipo. Puede ver todo lo que hemos hablado, así que no hace falta que lo repitas.',
    handoff_delayed:
      'Ahora mismo nos cuesta contactar con nuestro equipo. Tus mensajes están a salvo y lo seguimos intentando: alguien te responderá aquí.',
    still_waiting:
      'Gracias por esperar. Seguimos buscando a alguien para ti; conservas tu turno y la respuesta llegará aquí.',
    released: 'La persona que te atendía ha tenido que ausentarse. Buscamos a otra; no se pierde nada.',
    returned_to_bot: 'Vuelvo a atenderte yo, y sé lo que te ha dicho mi compañero.',
    greeting: '¡Hola! Pregúntame lo que quieras sobre nuestros productos, pedidos y servicios.',
    menu: 'Puedes preguntarme con tus propias palabras. Si prefieres hablar con una persona, escribe "persona".',
    offer: '¿Quieres hablar con una persona de nuestro equipo? Responde "sí" y la aviso.',
    correction: 'Corrección:',
    disclosure: 'Soy un asistente de IA. Escribe "persona" en cualquier momento para hablar con nuestro equipo.',
    offer_declined: 'De acuerdo. Aquí sigo para lo que necesites.',
    choice_over: 'Esa pregunta ya estaba respondida. Escribe, por favor, qué necesitas.',
    yes: 'Sí',
    no: 'No',
    a_person: 'Una persona',
  },
  fr: {
    ...HOURS_NOTICES.fr,
    ...ACTION_NOTICES.fr,
    handoff:
      "Je fais venir un collègue de notre équipe. Il voit tout ce que nous nous sommes écrit : vous n'avez rien à répéter.",
    handoff_delayed:
      "Nous avons du mal à joindre notre équipe pour le moment. Vos messages sont bien conservés et nous continuons d'essayer : quelqu'un vous répondra ici.",
    still_waiting:
      "Merci de patienter. Nous cherchons toujours quelqu'un pour vous ; votre tour est gardé et la réponse arrivera ici.",
    released:
      "La personne qui s'occupait de vous a dû s'absenter. Nous cherchons quelqu'un d'autre ; rien n'est perdu.",
    returned_to_bot: "C'est de nouveau moi qui vous réponds, et je sais ce que mon collègue vous a dit.",
    greeting: 'Bonjour ! Posez-moi vos questions sur nos produits, vos commandes et nos services.',
    menu: 'Posez-moi votre question avec vos propres mots. Si vous préférez parler à une personne, écrivez « personne ».',
    offer: 'Souhaitez-vous parler à une personne de notre équipe ? Répondez « oui » et je la fais venir.',
    correction: 'Correction :',
    disclosure: 'Je suis un assistant IA. Écrivez « personne » à tout moment pour joindre notre équipe.',
    offer_declined: "D'accord. Je reste là pour toute autre question.",
    choice_over: 'Cette question a déjà reçu une réponse. Écrivez-moi ce que vous souhaitez.',
    yes: 'Oui',
    no: 'Non',
    a_person: 'Une personne',
  },
  de: {
    ...HOURS_NOTICES.de,
    ...ACTION_NOTICES.de,
    handoff:
      'Ich hole jemanden aus unserem Team dazu. Dort ist alles zu sehen, was wir geschrieben haben: Sie müssen nichts wiederholen.',
    handoff_delayed:
      'Wir erreichen unser Team gerade schlecht. Ihre Nachrichten sind sicher, und wir versuchen es weiter: Sie bekommen hier eine Antwort.',
    still_waiting:
      'Danke für Ihre Geduld. Wir suchen noch jemanden für Sie; Ihr Platz bleibt, und die Antwort kommt hier.',
    released: 'Ihr Ansprechpartner bei uns musste weg. Wir suchen jemand anderen für Sie; nichts geht verloren.',
    returned_to_bot: 'Ich bin wieder für Sie da und weiß, was mein Kollege Ihnen geschrieben hat.',
    greeting: 'Hallo! Fragen Sie mich alles zu unseren Produkten, Ihren Bestellungen und unserem Service.',
    menu: 'Fragen Sie mich in Ihren eigenen Worten. Wenn Sie lieber mit einem Menschen sprechen, schreiben Sie „Mensch“.',
    offer: 'Möchten Sie mit jemandem aus unserem Team sprechen? Antworten Sie „ja“, und ich hole jemanden dazu.',
    correction: 'Korrektur:',
    disclosure: 'Ich bin ein KI-Assistent. Schreiben Sie jederzeit „Mensch“, um unser Team zu erreichen.',
    offer_declined: 'In Ordnung. Ich bin für alles Weitere da.',
    choice_over: 'Diese Frage ist schon beantwortet. Schreiben Sie mir bitte, was Sie möchten.',
    yes: 'Ja',
    no: 'Nein',
    a_person: 'Mit einem Menschen',
  },
  pt: {
    ...HOURS_NOTICES.pt,
    ...ACTION_NOTICES.pt,
    handoff: 'Vou chamar um colega da nossa equipe. Ele vê tudo o que conversamos, então não é preciso repetir nada.',
    handoff_delayed:
      'Estamos com dificuldade para falar com a nossa equipe agora. As suas mensagens estão guardadas e continuamos tentando: alguém vai responder aqui.',
    still_waiting:
      'Obrigado por esperar. Ainda estamos procurando alguém para atender você; o seu lugar está guardado e a resposta chega aqui.',
    released: 'A pessoa que atendia você precisou sair. Estamos procurando outra; nada se perde.',
    returned_to_bot: 'Voltei para ajudar e sei o que o meu colega disse a você.',
    greeting: 'Olá! Pergunte o que quiser sobre os nossos produtos, pedidos e serviços.',
    menu: 'Você pode perguntar com as suas próprias palavras. Se preferir falar com uma pessoa, escreva "pessoa".',
    offer: 'Quer falar com uma pessoa da nossa equipe? Responda "sim" e eu chamo alguém.',
    correction: 'Correção:',
    disclosure: 'Sou um assistente de IA. Escreva "pessoa" a qualquer momento para falar com a nossa equipe.',
    offer_declined: 'Tudo bem. Continuo aqui para o que precisar.',
    choice_over: 'Essa pergunta já foi respondida. Escreva, por favor, o que deseja.',
    yes: 'Sim',
    no: 'Não',
    a_person: 'Uma pessoa',
  },
  it: {
    ...HOURS_NOTICES.it,
    ...ACTION_NOTICES.it,
    handoff:
      'Chiamo un collega del nostro team. Può vedere tutto quello che ci siamo scritti: non serve ripetere nulla.',
    handoff_delayed:
      'In questo momento facciamo fatica a raggiungere il nostro team. I tuoi messaggi sono al sicuro e continuiamo a provare: qualcuno ti risponderà qui.',
    still_waiting:
      'Grazie per la pazienza. Stiamo ancora cercando qualcuno per te; il tuo posto resta tuo e la risposta arriva qui.',
    released: 'La persona che ti seguiva si è dovuta allontanare. Ne stiamo cercando un’altra; non va perso nulla.',
    returned_to_bot: 'Sono di nuovo io a risponderti, e so che cosa ti ha detto il mio collega.',
    greeting: 'Ciao! Chiedimi quello che vuoi sui nostri prodotti, sugli ordini e sui servizi.',
    menu: 'Puoi farmi una domanda con parole tue. Se preferisci parlare con una persona, scrivi "persona".',
    offer: 'Vuoi parlare con una persona del nostro team? Rispondi "sì" e la chiamo.',
    correction: 'Correzione:',
    disclosure: 'Sono un assistente IA. Scrivi "persona" in qualsiasi momento per parlare con il nostro team.',
    offer_declined: 'Va bene. Resto qui per qualsiasi altra cosa.',
    choice_over: 'A questa domanda hai già risposto. Scrivimi pure che cosa desideri.',
    yes: 'Sì',
    no: 'No',
    a_person: 'Una persona',
  },
  nl: {
    ...HOURS_NOTICES.nl,
    ...ACTION_NOTICES.nl,
    handoff:
      'Ik haal een collega van ons team erbij. Die ziet alles wat we hebben geschreven: je hoeft niets te herhalen.',
    handoff_delayed:
      'We kunnen ons team op dit moment moeilijk bereiken. Je berichten zijn veilig en we blijven het proberen: je krijgt hier antwoord.',
    still_waiting:
      'Bedankt voor het wachten. We zoeken nog iemand voor je; je plek blijft staan en het antwoord komt hier.',
    released: 'De collega die je hielp moest weg. We zoeken iemand anders voor je; er gaat niets verloren.',
    returned_to_bot: 'Ik help je weer verder, en ik weet wat mijn collega je heeft verteld.',
    greeting: 'Hallo! Vraag me alles over onze producten, je bestellingen en onze service.',
    menu: 'Stel je vraag gerust in je eigen woorden. Praat je liever met een mens, schrijf dan "mens".',
    offer: 'Wil je met iemand van ons team praten? Antwoord "ja" en ik haal iemand erbij.',
    correction: 'Correctie:',
    disclosure: 'Ik ben een AI-assistent. Schrijf op elk moment "mens" om ons team te bereiken.',
    offer_declined: 'Goed. Ik ben er voor al het andere.',
    choice_over: 'Die vraag is al beantwoord. Schrijf gerust wat je wilt.',
    yes: 'Ja',
    no: 'Nee',
    a_person: 'Een mens',
  },
};
