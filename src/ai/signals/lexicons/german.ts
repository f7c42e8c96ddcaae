import { lexicon } from '../lexicon';

export const german = lexicon(
  'de',
  {
    person: `
      menschlicher dienst, menschlicher service, menschlichen service, menschliche dienste, menschlicher
      kundenservice, mensch, menschen, menschliche, menschlichen, menschlicher, menschliches, echten menschen,
      person, personen, mitarbeiter, mitarbeiterin, mitarbeitern, mitarbeitende, mitarbeitenden, kundenberater,
      kundenberaterin, berater, beraterin, sachbearbeiter, sachbearbeiterin, vertreter, vertreterin, kollege,
      kollegen, kollegin, kolleginnen, vorgesetzte, vorgesetzten, vorgesetzter, chef, chefin, leiter, leiterin,
      filialleiter, teamleiter, operator, ansprechpartner, ansprechpartnerin, ansprechperson,
      kundendienstmitarbeiter, kundenbetreuer, kundenbetreuerin, servicemitarbeiter, supportmitarbeiter,
      servicekraft, fachmann, experte, experten, techniker, verantwortlichen, verantwortliche, zustandigen, jemand
      echtes, jemand echten, jemanden echten, echte leute, wesen aus fleisch und blut, fleisch und blut, live chat,
      livechat, manager, human, menschliche hilfe, menschliche unterstutzung, menschlichen support, menschlicher
      support`,
    agent: 'agent, agenten, agentin, assistent',
    someone: `
      jmd, jmdn, jmdm, jemand, jemanden, jemandem, irgendwer, irgendwen, irgendwem, irgendjemand, irgendjemanden, irgendjemandem,
      wen, wem, leute, einen von euch, einem von euch, einen von ihnen, einem von ihnen`,
    else: 'anders, anderen, anderem, andere, anderer, anderes',
    department: `
      kontaktunterstutzung, kontaktsupport, kundenservice, kundendienst, kundenbetreuung, kundensupport,
      kundenberatung, kundencenter, service team, serviceteam, support team, supportteam, technischer support,
      technischen support, technischem support, hotline, callcenter, call center, fachabteilung, abteilung,
      reklamation, reklamationsabteilung, beschwerdestelle, rezeption, buchhaltung, zentrale, vertrieb, verkauf,
      geschaftsleitung, geschaftsfuhrung, euer team, eurem team, ihr team, ihrem team, filiale, laden, manuellen
      kundenservice, manueller kundenservice`,
    support: 'support, unterstutzung, service, beratung',
    bot: `
      bot, bots, roboter, robotern, maschine, maschinen, computer, computern, ki, automat, automaten, chatbot,
      chatbots, sprachcomputer, kunstliche intelligenz, kunstlichen intelligenz, virtueller assistent, virtuellen
      assistenten, automatische antworten, automatischen antworten, anrufbeantworter, bandansage, textbausteine,
      textbausteinen`,
    real: `
      echt, echte, echten, echter, echtes, echtem, real, reale, realen, realer, reales, richtig, richtige,
      richtigen, richtiger, richtiges, wirklich, wirkliche, wirklichen, lebend, lebende, lebenden, lebendigen,
      lebendiger, leibhaftigen, kompetenten, kompetente, fahigen, menschlich, aus fleisch`,
    want: `
      warte auf, warte lieber auf, will warten auf, will, wollen, wollte, mochte, mochten, wunsche, brauche,
      brauchen, brauch, benotige, benotigen, verlange, bitte um, bevorzuge, hatte gern, hatte gerne, wurde gern,
      wurde gerne, suche, fordere, bestehe auf`,
    give: `
      rufen sie, ruf, ruft, gib mir, geben sie mir, gebt mir, hol mir, hol mal, holen sie mir, holen sie, hol, holt,
      holt mir, schick mir, schicken sie mir, bringen sie mir`,
    must: 'muss, mussen, musste',
    who: 'mit wem kann ich, an wen kann ich mich, wen kann ich, mit wem, an wen',
    talk: `
      sprechen, spreche, reden, rede, unterhalten, chatten, telefonieren, kommunizieren, besprechen, quatschen,
      schreiben, schreibe, gesprach, sprech, red, klaren`,
    connect: `weiterzuleiten, durchzustellen, weiterzuverbinden, zu verbinden, zu vermitteln, verbindn, verbinden sie, verbindung, verbinden, verbinde, verbindet, verbunden werden, weiterleiten, leite, leiten, weitergeleitet
      werden, durchstellen, stell, stellen, ubergeben, ubergib, weitergeben, weiterreichen, weiterverbinden,
      vermitteln, ubergabe, umleiten, ubernehmen lassen, weiterleitung, gib mich, geben sie mich`,
    request: `
      mich jemand anruft, mich jemand zuruckruft, mich jemand kontaktiert, mich jemand anrufen, mich jemand
      zuruckrufen, jemand soll mich anrufen, soll mich jemand anrufen, kann mich jemand anrufen, konnte mich jemand
      anrufen, kann mich bitte jemand anrufen, kann mich jemand zuruckrufen, konnte mich jemand zuruckrufen, kann
      mich bitte jemand zuruckrufen, kann jemand anrufen, bitte um ruckruf, bitte um einen ruckruf, stellen sie mich
      durch, stell mich durch, verbinden sie mich, verbinde mich, verbindet mich, leiten sie mich weiter, leite mich
      weiter, jemand anderes sprechen`,
    contact: `
      erreiche keinen, erreiche keine, kontakt, kontakt zum, kontakt mit, kontaktieren, kontaktiere,
      kontaktaufnahme, erreichen, erreiche, anrufen, wenden`,
    escalate: 'eskalieren, eskalation, eskaliere, eskalieren sie, eskaliert',
    ask: `
      kann, kann ich, kann man, konnen, konnte, konnte ich, konnten, konnt ihr, konntet ihr, darf, darf ich, durfte,
      durfte ich, lass mich, lassen sie mich, lasst mich, ist es moglich, ware es moglich, moglich, besteht die
      moglichkeit, gibt es eine moglichkeit, warum kann ich nicht, warum kann ich keinen, wurden sie, wurdest du,
      lassen sie, lass, lasst`,
    how: 'wie, wie kann ich, wie komme ich, wie erreiche ich, wo kann ich, was muss ich tun um, wie geht das',
    self: 'ich, mich, mir, wir, uns, mein, meine',
    you: 'du, dich, dir, sie, ihr, ihnen, euch',
    exist: `
      gibt es, gibts, gibt s, gibt es denn, gibt es hier, habt ihr, haben sie, hast du, ist da, ist hier, ist dort,
      ist denn, sind da, sind hier, existiert, arbeiten bei euch, arbeiten bei ihnen, arbeiten hier, wo ist`,
    not: `
      nicht, nie, niemals, kein, keine, keinen, keinem, keiner, keines, ohne, statt, anstatt, niemand, niemanden,
      hasse, weder, brauche nicht, nicht notig, unnotig, vermeiden, lieber nicht, ungern`,
    reported: `
      sagte, sagten, gesagt, sagt, meinte, meinten, behauptete, behauptet, versprach, versprochen, erklarte,
      erklart, informierte, mitgeteilt, geschrieben, empfahl, empfohlen, riet, gesprochen, geredet, telefoniert,
      verkauft, angerufen hat, geholfen, hat mir, hatte mir, haben mir, nachdem, nach dem gesprach, danke furs,
      danke fur die weiterleitung, danke fur das, als ich mit, war unfreundlich, verbunden wurde`,
    identity: `
      bist du, sind sie, seid ihr, du bist, sie sind, bin ich, spreche ich, rede ich, schreibe ich, chatte ich, ist
      das, ist dies, ist das hier, bin, ich bin, ob du, ob sie, ob ich, ob das, ob hier, als, wie ein, wie eine,
      sein, bist, handelt es sich, das ist`,
    unasked: `
      muss ich, soll ich, sollte ich, brauche ich, bevor, bevor ich, was passiert wenn, wie viele, wieviele, wie
      viel, fur wie viele, arbeitszeiten, wann arbeiten, wann sind, stellenangebot, als job, bewerben, wenn ich
      frage`,
    meta: `
      ubersetze, ubersetzen, ubersetz, das wort, der satz, den satz, bedeutet, heisst auf, wie sagt man, was heisst,
      wiederhole, wiederholen`,
    reachme: `
      rufen sie mich an, ruf mich an, rufen sie mich zuruck, ruft mich an, rufen sie mich bitte an, rufen sie mich
      bitte zuruck`,
    help: 'hilfe, helfen, hilf, hilft, helft',
    attend: `
      anschauen, draufschauen, drauf schauen, reinschauen, draufsehen, lesen, liest, ansehen, ansieht, anschaut,
      kummern, kummert, ubernehmen, ubernimmt, prufen, pruft, zuruckrufen, zuruckruft, anruft, ruckruf, antworten,
      antwortet, melden, meldet, bearbeiten, bearbeitet, erklaren, weiterhelfen, weiterhilft, hilft mir`,
    enough: `
      genug, genug von, schluss mit, satt, leid, keine lust auf, keine lust mehr auf, keine lust mehr, keine lust,
      keinen bock auf, keinen bock, hab genug von, schnauze voll von, nervt, weg mit, hor auf mit, horen sie auf
      mit, keine weiteren`,
    urge: 'bitte, jetzt, sofort, umgehend, gleich, dringend, schnell, danke, heute, endlich, asap, unverzuglich',
    to: 'mit, zu, zum, zur, an, von, vom, bei, beim, auf, durch, mit einem, mit einer',
    the: 'der, die, das, den, dem, des, eurem, eurer, euren, euer, eure, ihrem, ihrer, ihren, ihre, unserem',
    verb: 'ist, sind, war, werden, wird, hab, habe, haben, hat, hatte, wurde, soll, sollte, tun',
    present: 'verfugbar, erreichbar, anwesend',
    filler: `
      ein, eine, einen, einem, einer, eines, und, oder, ja, nein, ne, hallo, hi, moin, guten tag, guten morgen,
      guten abend, servus, mal, doch, auch, denn, nur, einfach, direkt, gern, gerne, lieber, wohl, hier, da, dort,
      es, personlich, am telefon, telefonisch, telefon, live, etwa, uberhaupt, irgendwie, so, noch, schon, wieder,
      weiter, weg, aber bitte, okay, ok, also, dann, welcher, welche, um, dass, daruber, damit, dazu, im, in,
      durchgestellt, mehr, weiterhin, besser, eher, echt mal, fur, zwar, bloss, vielleicht`,
    noise: `
      reiseagent, reiseagentur, immobilienagent, versicherungsagent, versicherungsvertreter, handelsvertreter,
      personalabteilung, geheimagent, pro person, eine person zelt, fur eine person, fur zwei personen, fur drei
      personen, fur vier personen, 1 person, 2 personen, 3 personen, 4 personen, 5 personen, 6 personen, zwei
      personen, drei personen, vier personen, funf personen, sechs personen, 2 mann, personen zelt, andere person,
      anderen person, einer anderen person, an eine andere person, eine andere person abholen, jemand anderes
      abholen, jemand anders abholen, jemanden anderes, jemand weiss, weiss jemand, hat jemand, reiseveranstalter,
      menschenrechte, menschliches versagen, mein chef, meinem chef, meinen chef, meine chefin, meiner chefin,
      meinem kollegen, meinen kollegen, mein kollege, meine kollegin, meiner kollegin, waschmaschine, in der
      maschine, maschinenwasche, passwort manager, ohne service, service gebuhr, service pauschale, selbst service`,
    /** Words that are no slips of those above. */
    other: 'personal, leisten, leitern, lagen, beraten, mensa, kollegs',
    but: 'aber, sondern, weil, denn ich, da ich, obwohl, jedoch',
  },
  { verbFinal: true },
);
