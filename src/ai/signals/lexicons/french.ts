import { lexicon } from '../lexicon';

export const french = lexicon('fr', {
  person: `
    services humains, humain, humains, humaine, etre humain, etres humains, personne, personnes, vraie personne,
    vrai humain, personne reelle, personne physique, personne en chair et en os, en chair et en os, representant,
    representante, operateur, operatrice, conseiller, conseillere, conseillers, employe, employee, collaborateur,
    collaboratrice, collegue, collegues, responsable, superviseur, superieur, superieure, gerant, gerante,
    directeur, directrice, chef, technicien, specialiste, teleconseiller, charge de clientele, agent humain, agent
    reel, vrai agent, agent en direct, agent du service client, vrai conseiller, aide humaine, aide humaine reelle,
    service humain, support humain, assistance humaine, contact humain, interlocuteur, interlocuteur humain, vrai
    interlocuteur, quelqu un de reel, quelqu un de vrai, quelqu un d humain, vraies gens, vrais gens, human, manager`,
  agent: 'agent, agents, agente, assistant, assistante',
  someone: 'quelqu un, quelquun, qqn, qqun, quelqun, un de vos collegues, l un de vous, des gens',
  else: 'autre, different, differente',
  department: `
    service manuel a la clientele, support de contact, soutien de contact, service client, service clients, service
    clientele, service a la clientele, service consommateur, service consommateurs, relation client, service apres
    vente, sav, support client, support technique, service technique, assistance technique, assistance client,
    equipe support, votre equipe, l equipe, equipe, service reclamation, service reclamations, service commercial,
    service facturation, reception, accueil, standard, la direction, direction, comptabilite, centre d appel, centre
    d appels, hotline, la boutique, le magasin, service client manuel`,
  support: 'support, soutien',
  bot: `
    bot, bots, robot, robots, machine, machines, ordinateur, ia, intelligence artificielle, chatbot, repondeur,
    boite vocale, assistant virtuel, agent virtuel, reponses automatiques, reponse automatique, messages
    automatiques, automate`,
  real: `
    vrai, vraie, vrais, vraies, reel, reelle, reels, vivant, vivante, veritable, physique, en direct, competent,
    competente, en chair`,
  want: `
    veux, voudrais, voulais, voudrai, veut, voulons, souhaite, souhaiterais, souhaitons, desire, desirerais, besoin,
    ai besoin, aimerais, aimerai, prefere, prefererais, exige, demande, reclame, donnez, cherche, faut, me faut,
    faudrait, jveux, jvoudrais`,
  give: `
    appelez, appelle, faites venir, allez chercher, donnez moi, donne moi, trouvez moi, trouve moi, mettez moi,
    passe moi, passez moi, passez nous, file moi, il me faut`,
  must: 'dois, devrais, doit, devons, il faut que je, je dois',
  who: 'a qui puis je, a qui je peux, avec qui puis je, avec qui je peux, a qui, avec qui, a qui je pourrais',
  talk: `parlet, etre mis en relation, etre rappele, etre rappelee, parler, parle, parlez, parlerai, discuter, echanger,
    converser, dialoguer, m adresser, adresser, communiquer, m entretenir, causer, tchatter, chatter, chat, avoir
    affaire, entretien, appel telephonique, traiter`,
  connect: `
    transferez, transferez moi, transfere moi, transferer, transfere, transfert, passer, me passer, connectez,
    connectez moi, connecte moi, connecter, me connecter, mettre en relation, mettez moi en relation, mets moi en
    relation, me mettre en relation, mise en relation, mettre en contact, mettez moi en contact, mets moi en
    contact, me mettre en contact, redirigez, redirigez moi, redirige moi, rediriger, orientez moi, dirigez moi,
    basculez moi, basculer, renvoyez moi, adressez moi`,
  request: `
    que quelqu un m appelle, que quelqu un me rappelle, quelqu un peut m appeler, quelqu un peut me rappeler, quelqu
    un pourrait m appeler, quelqu un pourrait me rappeler, faites moi rappeler, faites moi appeler, quelqu un me
    rappelle`,
  contact: `
    n arrive pas a joindre, arrive pas a joindre, n arrive pas a avoir, n arrive pas a parler a, contacter,
    contactez, contact, joindre, joins, appeler, prendre contact, entrer en contact, entrer en contact avec`,
  escalate: 'escalader, escalade, escalader ca, faire remonter, remonter, remontez',
  ask: `
    peux je, puis je, peut on, peux, puis, peut, pouvez vous, peux tu, pourrais je, pourriez vous, pourrais tu,
    pourrait on, pouvez, pourriez, pourrais, pouvons nous, est ce que je peux, est ce que je pourrais, est ce que
    vous pouvez, est ce que vous pourriez, est il possible, est il possible de, est ce possible, possible, serait il
    possible, laissez moi, laisse moi, permettez moi, y a t il moyen, y a moyen, moyen de, pourquoi je ne peux pas,
    pourquoi ne puis je pas, je peux, j peux, on peut`,
  how: `
    comment, comment puis je, comment je peux, comment faire pour, comment fait on pour, ou puis je, que dois je
    faire pour, qu est ce que je dois faire pour`,
  self: 'je, j, me, m, moi, nous, on, mon, ma',
  you: 'vous, tu, te, t, toi, vos',
  exist: `
    y a t il, y at il, y a il, il y a, y a, est ce qu il y a, il n y a pas, n y a t il pas, y a pas, avez vous, vous
    avez, est ce que vous avez, existe t il, est il, ou est, il y a t il, vous n avez pas, n avez vous pas, y aurait
    il`,
  not: `
    ne, n, pas, jamais, sans, aucun, aucune, ni, plutot que, au lieu de, inutile de, inutile, eviter, deteste, pas
    besoin, pas besoin de, pas la peine, refuse, nul besoin, personne ne`,
  no: 'zero',
  reported: `
    dit, a dit, ont dit, disait, disent, m a dit, promis, explique, a explique, informe, assure, repondu, conseille,
    indique, affirme, j ai parle, ai parle, avons parle, parlais, vendu, raccroche, apres avoir parle, en parlant,
    quand j ai parle, merci de m avoir, merci pour le transfert, facture, je parlais, m a aide, m a conseille, m a
    repondu`,
  identity: `
    es tu, etes vous, tu es, vous etes, t es, est ce que je parle, je parle a, je parle avec, parle je, suis je, si
    je parle, si tu es, si vous etes, c est, est ce, je suis, comme une, comme un, en tant que, etre, est ce que tu
    es, est ce que vous etes, suis je en train de, si je suis en train de, si c est`,
  unasked: `
    dois je, faut il, est ce que je dois, avant de, avant, que se passe t il si, combien, combien de, horaires,
    quels horaires, a quelle heure, quand est ce que, travailler comme, emploi de, poste de, si je demande, dans
    quel cas`,
  meta: `
    traduis, traduisez, traduire, le mot, la phrase, l expression, signifie, veut dire, comment dit on, comment
    dire, repete, repetez`,
  reachme: 'rappelez moi, appelez moi, rappelle moi, appelle moi',
  help: 'assistance, aide, aider, m aider, aidez, aidez moi, aide moi',
  attend: `
    m appeler, me rappeler, rappeler, rappelle, regarder, regarde, verifier, verifie, s occuper, s occupe, occuper,
    occupe, repondre, me repondre, prendre en charge, intervenir, examiner, expliquer, m expliquer`,
  enough: `
    assez, marre, marre de, marre des, ras le bol, ras le bol de, ras le bol des, stop, arretez, arrete, fini, plus
    de, j en ai marre de, j en ai marre des, j en ai assez de, j en ai assez des, arretez avec, j en peux plus de`,
  urge: `
    s il vous plait, s il te plait, svp, stp, maintenant, tout de suite, immediatement, vite, urgent, d urgence,
    rapidement, merci, enfin`,
  to: 'a, au, aux, avec, de, d, du, des, par, vers, en, pour, aupres',
  the: 'le, la, les, l, votre, vos equipes',
  verb: 'est, sont, sera, pouvoir, ai, avoir, aller, va, vais',
  present: 'disponible',
  filler: `
    un, une, plus, plus jamais, qui, que, qu, et, ou, oui, non, bonjour, bonsoir, salut, ok, d accord, alors, donc,
    juste, seulement, simplement, directement, plutot, quand meme, aussi, encore, bien, tres, ici, la bas,
    reellement, vraiment, au telephone, telephone, ligne, en ligne, ca, ce, cet, cette, y, lequel, laquelle, mieux,
    bon, plait, chez vous, de chez vous, afin de, deja, si possible, plus vite, parmi, rien que, avec vous`,
  noise: `
    personne a la porte, personnes a la porte, personne a la maison,
    agent de voyage, agent de voyages, agents de voyage, agent immobilier, agents immobiliers, agent d assurance,
    agent d assurances, agent secret, agent nettoyant, agent de nettoyage, agent de police, ressources humaines,
    droits humains, droits de l homme, erreur humaine, corps humain, par personne, pour une personne, pour deux
    personnes, pour trois personnes, pour quatre personnes, 1 personne, 2 personnes, 3 personnes, 4 personnes, 5
    personnes, 6 personnes, deux personnes, trois personnes, quatre personnes, cinq personnes, six personnes, une
    autre personne, en personne, tierce personne, operateur mobile, operateur telephonique, operateur touristique,
    tour operateur, mon chef, mon responsable, mon patron, mon collegue, ma collegue, mon superieur, mon manager,
    chef de projet, support de, supports, support dorsal, support lombaire, machine a laver, lave en machine,
    lavable en machine, en machine, carte bancaire, autre chose, rien d autre, quelqu un d autre peut recuperer,
    quelqu un sait, pour quelqu un, pour quelqu un d autre`,
  /** Words that are no slips of those above. */
  other: 'argent, personnel, client, chefs, general, direccion, direcciones',
  but: 'mais, car, parce que, puisque, cependant, par contre',
});
