/** What Baton says while nobody is there, or not for long. `{back}`: "tomorrow at 09:00 (Berlin)"; `{until}`: "18:00". */
export type HoursNoticeKey = 'handoff_closed' | 'handoff_closing' | 'released_closed' | 'offer_closed' | 'closed';

type Texts = Readonly<Record<HoursNoticeKey, string>>;

export const HOURS_NOTICES: Readonly<Record<'en' | 'es' | 'fr' | 'de' | 'pt' | 'it' | 'nl', Texts>> = {
  en: {
    handoff_closed:
      "I'm passing this on to our team. Nobody is there right now: they are back {back} and answer here. They can see everything we've discussed, so there is no need to repeat it.",
    handoff_closing:
      "I'm bringing in a colleague from our team. We are here until {until}; if nobody gets to it before, you hear from us {back}. They can see everything we've discussed.",
    released_closed:
      'Your colleague on our side had to step away. Our team is back {back} and answers here; nothing is lost.',
    offer_closed:
      'Would you like a person from our team to look at this? They are back {back}. Answer "yes" and I pass it on.',
    closed: 'Our team has your message. Nobody is there right now: they are back {back} and answer here.',
  },
  es: {
    handoff_closed:
      'Se lo paso a nuestro equipo. Ahora mismo no hay nadie: vuelven {back} y te responden aquí. Pueden ver todo lo que hemos hablado, así que no hace falta que lo repitas.',
    handoff_closing:
      'Aviso a un compañero de nuestro equipo. Estamos hasta las {until}; si nadie llega a verlo antes, te respondemos {back}. Puede ver todo lo que hemos hablado.',
    released_closed:
      'La persona que te atendía ha tenido que ausentarse. Nuestro equipo vuelve {back} y te responde aquí; no se pierde nada.',
    offer_closed: '¿Quieres que lo vea una persona de nuestro equipo? Vuelven {back}. Responde "sí" y se lo paso.',
    closed: 'Nuestro equipo tiene tu mensaje. Ahora mismo no hay nadie: vuelven {back} y te responden aquí.',
  },
  fr: {
    handoff_closed:
      "Je transmets à notre équipe. Personne n'est là en ce moment : elle revient {back} et vous répond ici. Elle voit tout ce que nous nous sommes écrit : vous n'avez rien à répéter.",
    handoff_closing:
      "Je fais venir un collègue de notre équipe. Nous sommes là jusqu'à {until} ; si personne n'a le temps avant, vous avez notre réponse {back}. Il voit tout ce que nous nous sommes écrit.",
    released_closed:
      "La personne qui s'occupait de vous a dû s'absenter. Notre équipe revient {back} et vous répond ici ; rien n'est perdu.",
    offer_closed:
      "Souhaitez-vous qu'une personne de notre équipe s'en occupe ? Elle revient {back}. Répondez « oui » et je transmets.",
    closed:
      "Notre équipe a bien votre message. Personne n'est là en ce moment : elle revient {back} et vous répond ici.",
  },
  de: {
    handoff_closed:
      'Ich gebe das an unser Team weiter. Gerade ist niemand da: {back} sind wir zurück, und Sie bekommen hier eine Antwort. Dort ist alles zu sehen, was wir geschrieben haben: Sie müssen nichts wiederholen.',
    handoff_closing:
      'Ich hole jemanden aus unserem Team dazu. Wir sind bis {until} Uhr da; kommt vorher niemand dazu, hören Sie {back} von uns. Dort ist alles zu sehen, was wir geschrieben haben.',
    released_closed:
      'Ihr Ansprechpartner bei uns musste weg. Unser Team ist {back} zurück und antwortet hier; nichts geht verloren.',
    offer_closed:
      'Soll sich jemand aus unserem Team das ansehen? Wir sind {back} zurück. Antworten Sie „ja“, und ich gebe es weiter.',
    closed: 'Unser Team hat Ihre Nachricht. Gerade ist niemand da: {back} sind wir zurück und antworten hier.',
  },
  pt: {
    handoff_closed:
      'Vou passar isto para a nossa equipe. Agora não há ninguém: eles voltam {back} e respondem aqui. Eles veem tudo o que conversamos, então não é preciso repetir nada.',
    handoff_closing:
      'Vou chamar um colega da nossa equipe. Estamos aqui até {until}; se ninguém conseguir antes, respondemos {back}. Ele vê tudo o que conversamos.',
    released_closed:
      'A pessoa que atendia você precisou sair. A nossa equipe volta {back} e responde aqui; nada se perde.',
    offer_closed:
      'Quer que uma pessoa da nossa equipe veja isto? Eles voltam {back}. Responda "sim" e eu passo adiante.',
    closed: 'A nossa equipe recebeu a sua mensagem. Agora não há ninguém: eles voltam {back} e respondem aqui.',
  },
  it: {
    handoff_closed:
      'Passo la richiesta al nostro team. Ora non c’è nessuno: tornano {back} e ti rispondono qui. Possono vedere tutto quello che ci siamo scritti: non serve ripetere nulla.',
    handoff_closing:
      'Chiamo un collega del nostro team. Ci siamo fino alle {until}; se nessuno ci riesce prima, ti rispondiamo {back}. Può vedere tutto quello che ci siamo scritti.',
    released_closed:
      'La persona che ti seguiva si è dovuta allontanare. Il nostro team torna {back} e ti risponde qui; non va perso nulla.',
    offer_closed: 'Vuoi che se ne occupi una persona del nostro team? Tornano {back}. Rispondi "sì" e la avviso.',
    closed: 'Il nostro team ha il tuo messaggio. Ora non c’è nessuno: tornano {back} e ti rispondono qui.',
  },
  nl: {
    handoff_closed:
      'Ik geef dit door aan ons team. Er is nu niemand: ze zijn {back} terug en je krijgt hier antwoord. Ze zien alles wat we hebben geschreven: je hoeft niets te herhalen.',
    handoff_closing:
      'Ik haal een collega van ons team erbij. We zijn er tot {until}; lukt het niemand voor die tijd, dan hoor je {back} van ons. Die ziet alles wat we hebben geschreven.',
    released_closed:
      'De collega die je hielp moest weg. Ons team is {back} terug en antwoordt hier; er gaat niets verloren.',
    offer_closed: 'Zal iemand van ons team hiernaar kijken? Ze zijn {back} terug. Antwoord "ja" en ik geef het door.',
    closed: 'Ons team heeft je bericht. Er is nu niemand: ze zijn {back} terug en antwoorden hier.',
  },
};
