import { lexicon } from '../lexicon';

export const dutch = lexicon(
  'nl',
  {
    person: `
      mens, mensen, menselijke, menselijk, persoon, personen, echt mens, echt persoon, medewerker, medewerkers,
      medewerkster, vertegenwoordiger, operator, adviseur, adviseuse, collega, collegas, collega's, leidinggevende,
      manager, chef, baas, supervisor, teamleider, specialist, expert, technicus, klantenservicemedewerker,
      servicemedewerker, supportmedewerker, baliemedewerker, echte mensen, vlees en bloed, mens van vlees en bloed,
      iemand echt, iemand die echt, menselijke medewerker, human, livechat, live chat, live medewerker, menselijk
      contact, menselijke hulp`,
    agent: 'agent, agenten, assistent',
    someone: 'iemand, wie dan ook, een van jullie, een van u, iem, ieamnd',
    else: 'anders, ander, andere',
    department: `
      klantenservice, klantendienst, klanten service, klantcontact, helpdesk, servicedesk, service desk,
      supportteam, support team, technische dienst, technische support, callcenter, call center, afdeling,
      klachtenafdeling, receptie, boekhouding, administratie, verkoop, verkoopafdeling, directie, jullie team, uw
      team, het team, de winkel, hoofdkantoor`,
    support: 'support, ondersteuning, service, bijstand',
    bot: `
      bot, bots, robot, robots, machine, machines, computer, computers, ai, chatbot, chatbots, kunstmatige
      intelligentie, virtuele assistent, automatische antwoorden, automatisch antwoord, antwoordapparaat,
      standaardantwoorden, automaat`,
    real: 'echt, echte, levend, levende, daadwerkelijke, menselijke echte, bekwame, competente, werkelijke, heuse',
    want: `
      wil, wilde, willen, wens, zou graag, wou, nodig, heb nodig, verlang, eis, verzoek, vraag om, zoek, heb liever,
      verkies, wil graag, wil liever, mag ik, graag`,
    give: 'geef me, geef mij, geeft u mij, geef, haal, haal er, stuur me, stuur mij, stuur',
    must: 'moet, moeten',
    who: 'met wie kan ik, met wie, wie kan ik',
    talk: `
      bespreek, praten, praat, spreken, spreek, chatten, overleggen, bellen met, communiceren, kletsen, gesprek,
      bespreken, babbelen, contact met`,
    connect: `
      doorverbinden, doorverbind, verbind, verbinden, verbindt, doorschakelen, schakel, doorsturen, stuur me door,
      doorzetten, overdragen, draag, doorgeven, zet me door, zet mij door, doorverbonden worden, doorverbonden,
      overzetten`,
    request: `
      kan iemand me bellen, kan iemand mij bellen, kan iemand me terugbellen, kan iemand mij terugbellen, laat
      iemand me bellen, laat iemand mij bellen, laat iemand me terugbellen, verbind me door, verbind mij door,
      verbindt u mij door, schakel me door, wil teruggebeld worden, iemand mij belt, iemand me belt`,
    contact: 'contact, contact opnemen, contacteren, bereiken, bellen, opbellen, bereik',
    escalate: 'escaleren, escaleer, escalatie',
    ask: `
      kan, kan ik, kunt u, kun je, kunnen, kunnen jullie, zou, zou ik, zou je, zou u, zouden, mogen, laat me, laat
      mij, laat mij eens, is het mogelijk, zou het mogelijk zijn, mogelijk, is er een manier, waarom kan ik niet,
      waarom kan ik geen, laat, kan je, kan u, wilt u, wil je`,
    how: 'hoe, hoe kan ik, hoe kom ik, hoe krijg ik, hoe bereik ik, waar kan ik, wat moet ik doen om',
    self: 'ik, me, mij, wij, we, ons, mijn, m n',
    you: 'je, jij, jou, u, jullie',
    exist: `
      is er, is er geen, zijn er, zijn er geen, er is, heb je, hebben jullie, heeft u, hebt u, is daar, is hier,
      werken er, bestaat er, zit er, zitten er, waar is`,
    not: `
      niet, nooit, geen, zonder, niemand, in plaats van, haat, noch, vermijden, liever niet, hoef niet, hoeft niet,
      hoef geen, niet nodig, onnodig`,
    reported: `
      zei, zeiden, gezegd, zegt, beloofde, beloofd, vertelde, verteld, legde uit, uitgelegd, beweerde, adviseerde,
      geadviseerd, gesproken, gepraat, gechat, sprak, praatte, verkocht, geholpen, heeft mij, heeft me, had mij, had
      me, hebben mij, nadat, na het gesprek, bedankt voor het, dank voor het, toen ik met, hing op`,
    identity: `
      ben je, ben jij, bent u, zijn jullie, jij bent, je bent, u bent, ben ik, praat ik, spreek ik, chat ik, is dit,
      is dat, is het, of je, of jij, of u, of ik, of dit, ben, ik ben, als, als een, zoals een, zijn, dit is, heb ik
      te maken`,
    unasked: `
      moet ik, moeten we, zal ik, heb ik, voordat, voor ik, wat gebeurt er als, hoeveel, voor hoeveel,
      openingstijden, wanneer werken, vacature, solliciteren, werken als, als ik vraag`,
    meta: 'vertaal, vertalen, het woord, de zin, betekent, hoe zeg je, wat is het woord, herhaal',
    reachme: 'bel me, bel mij, bel me terug, bel mij terug, bel me op',
    help: 'hulp, helpen, help, helpt, geholpen worden',
    attend: `
      hiernaar kijken, hier naar kijken, kijken, kijkt, ernaar kijken, naar kijken, bekijken, bekijkt, oppakken,
      overnemen, overneemt, terugbellen, terugbelt, bellen mij, belt, beantwoorden, antwoorden, antwoordt,
      controleren, behandelen, uitleggen, reageren, reageert, verder helpen, verder helpt, helpt mij`,
    enough: `
      genoeg, genoeg van, zat, ben klaar met, klaar met, stop met, stop, geen zin in, geen zin meer in, geen zin,
      moe van, weg met, niet met, niet meer met, niet langer met, beu`,
    urge: `
      alsjeblieft, alstublieft, aub, alsjeblief, nu, meteen, direct, onmiddellijk, dringend, snel, bedankt, dank,
      dank je, vandaag, gauw, asap, svp`,
    to: 'met, aan, naar, van, bij, door, tot, via, met een, voor',
    the: 'de, het, uw, t',
    verb: 'is, worden, wordt, heb, hebben, heeft, had, zal, zullen, gaan, ga',
    present: 'beschikbaar, aanwezig, bereikbaar',
    filler: `
      al, een, n, en, of, ja, nee, neen, hallo, hoi, hey, goedemorgen, goedemiddag, goedenavond, even, eens, maar
      even, ook, gewoon, alleen, gewoon even, liever, wel, hier, daar, er, die, dat, dit, wie, welke, aan de
      telefoon, aan de lijn, telefoon, telefonisch, live, misschien, nog, weer, toch, om, te, over, hierover,
      daarover, ok, oke, dus, dan, ff, effe, kunnen worden, persoonlijk, rechtstreeks, beter, dan maar, op, in, zo,
      zelf`,
    noise: `
      reisagent, makelaar, verzekeringsagent, politieagent, geheim agent, per persoon, voor een persoon, voor twee
      personen, voor drie personen, voor vier personen, 1 persoon, 2 personen, 3 personen, 4 personen, 5 personen, 6
      personen, twee personen, drie personen, vier personen, vijf personen, zes personen, 2 persoons, 4 persoons,
      iemand anders ophalen, iemand anders afhalen, weet iemand, heeft iemand, iemand weet, andere persoon, mijn
      baas, mijn chef, mijn manager, mijn collega, mijn leidinggevende, mensenrechten, menselijke fout,
      personeelszaken, wasmachine, in de machine, touroperator, tour operator, voor iemand, voor iemand anders, iets
      anders, niets anders`,
    /** Words that are no slips of those above. */
    other: 'mensa, personeel, medewerking, angst',
    but: 'maar, want, omdat, aangezien, echter, doch',
  },
  { verbFinal: true },
);
