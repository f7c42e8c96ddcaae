import { lexicon } from '../lexicon';

export const italian = lexicon('it', {
  person: `
    servizi umani, umano, umani, umana, essere umano, esseri umani, persona, persone, persona reale, persona vera,
    persona in carne e ossa, in carne e ossa, carne e ossa, persona fisica, rappresentante, rappresentanti,
    operatore, operatori, operatrice, consulente, consulenti, addetto, addetta, impiegato, impiegata, dipendente,
    dipendenti, collega, colleghi, responsabile, supervisore, superiore, direttore, direttrice, capo, tecnico,
    esperto, specialista, qualcuno di reale, qualcuno di vero, qualcuno di umano, qualcuno in carne, gente vera,
    agente umano, agente reale, agente dal vivo, agente in carne, vero agente, operatore umano, operatore reale,
    assistenza umana, aiuto umano, aiuto umano reale, servizio umano, supporto umano, contatto umano, human, manager`,
  agent: 'agente, agenti, assistente, assistenti',
  someone: 'qualcuno, qualche persona, qualche collega, gente, uno di voi, qualcun',
  else: 'altro, altra, altri, diverso, diversa',
  department: `
    servizio clienti, servizio cliente, servizio clientela, assistenza clienti, assistenza tecnica, supporto
    clienti, supporto tecnico, servizio assistenza, customer service, customer care, servizio clienti manuale, call
    center, centralino, reception, ufficio reclami, reclami, ufficio, reparto, amministrazione, direzione, vostro
    team, il negozio, squadra di supporto, ufficio vendite, fatturazione`,
  support: 'supporto, sostegno',
  bot: `
    bot, bots, robot, macchina, macchine, computer, ia, intelligenza artificiale, chatbot, assistente virtuale,
    agente virtuale, risponditore, segreteria, risposte automatiche, risposta automatica, messaggi automatici,
    automa`,
  real: `
    manuale, reale, reali, vero, vera, veri, vere, vero e proprio, vera e propria, vivente, in diretta, dal vivo,
    competente, autentico`,
  want: `
    voglio, vorrei, volevo, vogliamo, vorremmo, desidero, desidererei, bisogno, ho bisogno, mi serve, serve,
    servirebbe, mi servirebbe, preferisco, preferirei, esigo, pretendo, richiedo, chiedo, cerco, mi piacerebbe,
    esigo di`,
  give: `
    chiama, chiamate, chiami, dammi, datemi, mi dia, trovami, fammi, fatemi, mandami, mettimi, passami, passatemi,
    mi passi, mi passa, mi passate`,
  must: 'devo, dobbiamo, dovrei, devo per forza',
  who: 'con chi posso, a chi posso, con chi, a chi, a chi mi posso',
  talk: `
    essere seguito, essere seguita, essere contattato, essere contattata, essere richiamato, essere richiamata,
    essere assistito, parlare, parlo, parli, parlarne, parlarci, chattare, conversare, discutere, comunicare,
    dialogare, confrontarmi, interagire, colloquio, rivolgermi, chiacchierare`,
  connect: `
    trasferirmi, trasferiscimi, trasferisci, trasferire, trasferitemi, mi trasferisca, mi trasferisci, passarmi,
    passare, collegami, collegatemi, collegarmi, collegare, mi colleghi, mettermi in contatto, mettimi in contatto,
    mettetemi in contatto, mi metta in contatto, connettimi, connettermi, connettere, mettere in contatto,
    inoltrami, inoltrare, indirizzami, reindirizzami, reindirizzare, girami, dirottami`,
  request: `
    che qualcuno mi chiami, qualcuno mi chiami, qualcuno puo chiamarmi, qualcuno mi puo chiamare, puo chiamarmi
    qualcuno, qualcuno mi richiami, fatemi chiamare, fatemi richiamare, fammi richiamare, puo richiamarmi qualcuno`,
  contact: `
    non riesco a parlare con, non riesco a contattare, contattare, contatta, contatto, contattate, contatti,
    contattarmi, chiamare, raggiungere, sentire, entrare in contatto, mettersi in contatto`,
  escalate: 'escalation, escalare, far salire',
  ask: `
    posso, puoi, puo, potete, potrei, potresti, potrebbe, potreste, possiamo, e possibile, sarebbe possibile,
    possibile, lasciami, lasciatemi, mi lasci, permettimi, permettetemi, c e modo di, ce modo di, c e un modo per,
    perche non posso, si puo, mi puoi, mi puo, mi potete, mi potresti, mi potrebbe`,
  how: `
    come, come posso, come faccio a, come faccio per, come si fa a, dove posso, cosa devo fare per, che devo fare
    per`,
  self: 'io, mi, me, ci, noi, mio, mia',
  you: 'tu, ti, te, lei, voi, vi, tuo, tua, suo',
  exist: `
    c e, ce, ci sono, esiste, esistono, avete, hai, c e qualche, non c e, non ci sono, non avete, dov e, c e per
    caso, ci sarebbe, c e nessun, nessun`,
  not: `
    non, mai, senza, nessuno, nessuna, ne, invece di, anziche, al posto di, evitare, odio, detesto, inutile, non
    serve, non mi serve, non voglio, non c e bisogno, piuttosto che`,
  no: 'zero',
  reported: `
    detto, ha detto, hanno detto, dice, dicono, diceva, promesso, spiegato, informato, assicurato, risposto,
    consigliato, parlato, ho parlato, stavo parlando, parlavo, venduto, addebitato, riattaccato, dopo aver parlato,
    quando ho parlato, grazie per avermi, ha aiutato, mi ha, mi hanno, mi aveva`,
  identity: `
    sei, siete, e lei, tu sei, sto parlando, sto chattando, parlo con, se sei, se e, se sto, questo e, e questo, e
    un, e una, sono un, sono una, sono, io sono, come una, come un, essere, sembri, sembra, lei e`,
  unasked: `
    bisogna, prima di, cosa succede se, che succede se, quanti, quante, quanto, che orari, orari, a che ora,
    lavorare come, lavoro come, posto di, se chiedo, per quante`,
  meta: 'traduci, tradurre, traduca, la parola, la frase, significa, vuol dire, come si dice, ripeti',
  reachme: 'chiamami, richiamami, richiamatemi, chiamatemi, mi richiami, mi chiami, mi richiamate',
  help: 'assistenza, aiuto, aiutare, aiutarmi, aiutami, aiutatemi, aiuti, aiutate, mi aiuta, mi aiuti',
  attend: `
    chiamarmi, richiamarmi, guardare, guardi, controllare, controlli, verificare, verifichi, occuparsi, occuparsene,
    se ne occupi, rispondere, rispondermi, risponda, mi risponda, intervenire, esaminare, spiegare, spiegarmi,
    seguirmi, mi segua`,
  enough: `
    basta, basta con, basta coi, stufo di, stufa di, stanco di, stanca di, sono stufo di, sono stufa di, smettila
    con, smettetela con, niente, niente piu, non ne posso piu di, non sopporto`,
  urge: `
    per favore, perfavore, per piacere, per cortesia, adesso, ora, subito, immediatamente, urgente, urgentemente,
    grazie, oggi, x favore, pf`,
  to: `
    con, a, ad, al, alla, allo, ai, agli, di, del, della, dello, dei, da, dal, dalla, in, per, su, col, coi, presso`,
  the: 'il, lo, la, i, gli, le, l, vostro, vostra, vostri, vostre',
  verb: 'poter, potere, avere, ho, ha, sia',
  present: 'disponibile',
  filler: `
    gia, un, uno, una, un po, qualche, che, chi, cui, e, o, si, ciao, salve, buongiorno, buonasera, ok, va bene,
    allora, solo, soltanto, semplicemente, direttamente, piuttosto, meglio, davvero, proprio, veramente, qui, qua,
    li, questa, questo, quello, anche, ancora, per telefono, telefono, al telefono, linea, in linea, chat, no, dai,
    favore, pure, magari, gentilmente, tra voi`,
  noise: `
    persona alla porta, persone alla porta, persona a casa, persone a casa,
    agente di viaggio, agente di viaggi, agente immobiliare, agenti immobiliari, agente assicurativo, agente
    segreto, agente pulente, agente di commercio, risorse umane, diritti umani, errore umano, corpo umano, a
    persona, per persona, per una persona, per due persone, per tre persone, per quattro persone, 1 persona, 2
    persone, 3 persone, 4 persone, 5 persone, 6 persone, due persone, tre persone, quattro persone, cinque persone,
    sei persone, altra persona ritirare, un altra persona, per un altra persona, di persona, terza persona,
    operatore turistico, operatore telefonico, tour operator, mio capo, il mio capo, mio responsabile, mio collega,
    mia collega, mio manager, capo tecnico, capo di abbigliamento, capi, supporto per, supporto lombare, lavatrice,
    in lavatrice, lavare in macchina, qualcuno sa, qualcun altro puo ritirare, qualcos altro, nient altro, altra
    cosa, per qualcuno, carta di, da solo`,
  /** Words that are no slips of those above. */
  other: 'personale, argento, agenda, cliente, operare',
  but: 'ma, bensi, pero, perche, poiche, siccome, visto che, dato che',
});
