/** What Baton itself says to customers about what tools do. `{to}` stands for where a code went. */
export type ActionNoticeKey =
  | 'action_cancelled'
  | 'action_lapsed'
  | 'action_asked_again'
  | 'action_crossed'
  | 'action_in_writing'
  | 'action_running'
  | 'action_already_done'
  | 'action_not_open'
  | 'action_not_done'
  | 'action_unsure'
  | 'code_sent'
  | 'code_wrong'
  | 'code_expired';

type Texts = Readonly<Record<ActionNoticeKey, string>>;

export const ACTION_NOTICES: Readonly<Record<'en' | 'es' | 'fr' | 'de' | 'pt' | 'it' | 'nl', Texts>> = {
  en: {
    action_cancelled: 'All right, I have changed nothing.',
    action_lapsed: 'I have changed nothing so far. Tell me if you still want it.',
    action_asked_again: 'More than five minutes have passed, so nothing was changed. I ask you again:',
    action_crossed: 'Your answer and my question crossed, so nothing was changed yet. I ask you again:',
    action_in_writing: 'I think I heard a yes. Before I change something I need it in writing:',
    action_running: 'I am on it, and I tell you here as soon as it is done.',
    action_already_done: 'That is done already. Nothing was done twice.',
    action_not_open: 'There is nothing open to agree to, so nothing was changed. Tell me again what you would like.',
    action_not_done: 'What we just spoke about has not been done: my colleague goes on with you from there.',
    action_unsure: 'I could not find out whether it was done: my colleague checks that.',
    code_sent:
      'To be sure that it is you, I have sent a six-digit code to {to}. Write it here; it works for 10 minutes. If it does not come, write "again".',
    code_wrong: 'That is not the code. Please look once more, or write "again" for a new one.',
    code_expired: 'That code has run out. Write "again" and I send a new one.',
  },
  es: {
    action_cancelled: 'De acuerdo, no he cambiado nada.',
    action_lapsed: 'De momento no he cambiado nada. Dime si todavía lo quieres.',
    action_asked_again: 'Han pasado más de cinco minutos, así que no se ha cambiado nada. Te lo pregunto otra vez:',
    action_crossed:
      'Tu respuesta y mi pregunta se han cruzado, así que aún no se ha cambiado nada. Te lo pregunto otra vez:',
    action_in_writing: 'Creo haber oído un sí. Antes de cambiar algo lo necesito por escrito:',
    action_running: 'Estoy en ello y te aviso aquí en cuanto esté hecho.',
    action_already_done: 'Eso ya está hecho. No se ha hecho dos veces.',
    action_not_open: 'No hay nada pendiente que aceptar, así que no se ha cambiado nada. Dime otra vez qué quieres.',
    action_not_done: 'Lo que acabamos de hablar no se ha hecho: mi compañero sigue contigo desde ahí.',
    action_unsure: 'No he podido saber si se hizo: mi compañero lo comprueba.',
    code_sent:
      'Para asegurarme de que eres tú, he enviado un código de seis cifras a {to}. Escríbelo aquí; vale 10 minutos. Si no llega, escribe "otra vez".',
    code_wrong: 'Ese no es el código. Míralo otra vez o escribe "otra vez" para recibir uno nuevo.',
    code_expired: 'Ese código ha caducado. Escribe "otra vez" y envío uno nuevo.',
  },
  fr: {
    action_cancelled: "D'accord, je n'ai rien changé.",
    action_lapsed: "Je n'ai rien changé pour le moment. Dites-moi si vous le souhaitez toujours.",
    action_asked_again: "Plus de cinq minutes ont passé, rien n'a donc été changé. Je vous repose la question :",
    action_crossed:
      "Votre réponse et ma question se sont croisées, rien n'a donc encore été changé. Je vous repose la question :",
    action_in_writing: "Je crois avoir entendu un oui. Avant de changer quelque chose, j'en ai besoin par écrit :",
    action_running: "Je m'en occupe et je vous préviens ici dès que c'est fait.",
    action_already_done: "C'est déjà fait. Rien n'a été fait deux fois.",
    action_not_open: "Il n'y a rien à confirmer, rien n'a donc été changé. Dites-moi à nouveau ce que vous souhaitez.",
    action_not_done: "Ce dont nous venons de parler n'a pas été fait : mon collègue reprend avec vous à partir de là.",
    action_unsure: "Je n'ai pas pu savoir si c'était fait : mon collègue vérifie.",
    code_sent:
      "Pour être sûr que c'est bien vous, j'ai envoyé un code à six chiffres à {to}. Écrivez-le ici ; il est valable 10 minutes. S'il n'arrive pas, écrivez « encore ».",
    code_wrong: "Ce n'est pas le code. Regardez encore une fois, ou écrivez « encore » pour en recevoir un nouveau.",
    code_expired: "Ce code n'est plus valable. Écrivez « encore » et j'en envoie un nouveau.",
  },
  de: {
    action_cancelled: 'In Ordnung, ich habe nichts geändert.',
    action_lapsed: 'Bisher habe ich nichts geändert. Sagen Sie mir, ob Sie es noch möchten.',
    action_asked_again:
      'Es sind mehr als fünf Minuten vergangen, deshalb wurde nichts geändert. Ich frage Sie noch einmal:',
    action_crossed:
      'Ihre Antwort und meine Frage haben sich überschnitten, deshalb wurde noch nichts geändert. Ich frage Sie noch einmal:',
    action_in_writing: 'Ich glaube, ein Ja gehört zu haben. Bevor ich etwas ändere, brauche ich es schriftlich:',
    action_running: 'Ich bin dabei und melde mich hier, sobald es erledigt ist.',
    action_already_done: 'Das ist schon erledigt. Nichts wurde doppelt gemacht.',
    action_not_open:
      'Es ist nichts offen, dem Sie zustimmen könnten, deshalb wurde nichts geändert. Sagen Sie mir noch einmal, was Sie möchten.',
    action_not_done:
      'Worüber wir gerade gesprochen haben, ist nicht ausgeführt: Dort macht jemand aus unserem Team mit Ihnen weiter.',
    action_unsure: 'Ich konnte nicht feststellen, ob es ausgeführt wurde: Unser Team prüft das.',
    code_sent:
      'Damit ich sicher bin, dass Sie es sind, habe ich einen sechsstelligen Code an {to} geschickt. Schreiben Sie ihn hier; er gilt 10 Minuten. Kommt er nicht an, schreiben Sie „noch einmal“.',
    code_wrong:
      'Das ist nicht der Code. Sehen Sie bitte noch einmal nach, oder schreiben Sie „noch einmal“ für einen neuen.',
    code_expired: 'Dieser Code ist abgelaufen. Schreiben Sie „noch einmal“, und ich schicke einen neuen.',
  },
  pt: {
    action_cancelled: 'Tudo bem, não alterei nada.',
    action_lapsed: 'Até agora não alterei nada. Diga-me se ainda quer.',
    action_asked_again: 'Passaram-se mais de cinco minutos, então nada foi alterado. Pergunto de novo:',
    action_crossed: 'A sua resposta e a minha pergunta se cruzaram, então nada foi alterado ainda. Pergunto de novo:',
    action_in_writing: 'Acho que ouvi um sim. Antes de alterar algo, preciso dele por escrito:',
    action_running: 'Estou cuidando disso e aviso aqui assim que estiver feito.',
    action_already_done: 'Isso já está feito. Nada foi feito duas vezes.',
    action_not_open: 'Não há nada em aberto para aceitar, então nada foi alterado. Diga-me de novo o que deseja.',
    action_not_done: 'O que acabamos de combinar não foi feito: a nossa equipe segue com você a partir daí.',
    action_unsure: 'Não consegui saber se foi feito: a nossa equipe verifica.',
    code_sent:
      'Para ter certeza de que é você, enviei um código de seis dígitos para {to}. Escreva-o aqui; vale 10 minutos. Se não chegar, escreva "de novo".',
    code_wrong: 'Esse não é o código. Veja outra vez, ou escreva "de novo" para receber um novo.',
    code_expired: 'Esse código expirou. Escreva "de novo" e eu envio um novo.',
  },
  it: {
    action_cancelled: 'Va bene, non ho cambiato nulla.',
    action_lapsed: 'Finora non ho cambiato nulla. Dimmi se lo vuoi ancora.',
    action_asked_again: 'Sono passati più di cinque minuti, quindi non è stato cambiato nulla. Te lo chiedo di nuovo:',
    action_crossed:
      'La tua risposta e la mia domanda si sono incrociate, quindi non è stato ancora cambiato nulla. Te lo chiedo di nuovo:',
    action_in_writing: 'Credo di aver sentito un sì. Prima di cambiare qualcosa mi serve per iscritto:',
    action_running: 'Me ne sto occupando e ti avviso qui appena è fatto.',
    action_already_done: 'È già fatto. Nulla è stato fatto due volte.',
    action_not_open:
      "Non c'è nulla da confermare, quindi non è stato cambiato nulla. Dimmi di nuovo che cosa desideri.",
    action_not_done: 'Quello di cui abbiamo appena parlato non è stato fatto: il mio collega prosegue con te da lì.',
    action_unsure: 'Non sono riuscito a sapere se è stato fatto: il mio collega lo verifica.',
    code_sent:
      'Per essere sicuro che sia tu, ho inviato un codice di sei cifre a {to}. Scrivilo qui; vale 10 minuti. Se non arriva, scrivi "di nuovo".',
    code_wrong: 'Non è il codice giusto. Guarda ancora una volta, o scrivi "di nuovo" per riceverne uno nuovo.',
    code_expired: 'Quel codice è scaduto. Scrivi "di nuovo" e ne invio uno nuovo.',
  },
  nl: {
    action_cancelled: 'Goed, ik heb niets veranderd.',
    action_lapsed: 'Ik heb tot nu toe niets veranderd. Laat het weten als je het nog wilt.',
    action_asked_again:
      'Er zijn meer dan vijf minuten voorbij, dus er is niets veranderd. Ik vraag het je nog een keer:',
    action_crossed:
      'Je antwoord en mijn vraag hebben elkaar gekruist, dus er is nog niets veranderd. Ik vraag het je nog een keer:',
    action_in_writing: 'Ik denk dat ik een ja hoorde. Voordat ik iets verander, heb ik het schriftelijk nodig:',
    action_running: 'Ik ben ermee bezig en laat het hier weten zodra het klaar is.',
    action_already_done: 'Dat is al gedaan. Er is niets dubbel gedaan.',
    action_not_open:
      'Er staat niets open om mee in te stemmen, dus er is niets veranderd. Vertel me nog eens wat je wilt.',
    action_not_done: 'Waar we het net over hadden is niet gedaan: mijn collega gaat daar met je verder.',
    action_unsure: 'Ik kon niet nagaan of het gedaan is: mijn collega controleert dat.',
    code_sent:
      'Om zeker te weten dat jij het bent, heb ik een code van zes cijfers naar {to} gestuurd. Schrijf die hier; hij is 10 minuten geldig. Komt hij niet aan, schrijf dan "nog een keer".',
    code_wrong: 'Dat is niet de code. Kijk nog eens, of schrijf "nog een keer" voor een nieuwe.',
    code_expired: 'Die code is verlopen. Schrijf "nog een keer" en ik stuur een nieuwe.',
  },
};
