import { lexicon } from '../lexicon';

export const english = lexicon('en', {
  person: `
    whoever is in charge, who is in charge, whos in charge, agent assist, agent assistance, agent help, agent
    support, non robot, nonrobot, non bot person, human, humans, human being, human beings, human person, hooman,
    huan, humna, person, persons, persn, real people, actual people, live people, representative, representatives,
    rep, reps, csr, operator, operators, live chat, advisor, adviser, advisors, advisers, employee, employees,
    staff, staff member, member of staff, team member, member of the team, member of your team, colleague,
    colleagues, coworker, supervisor, manager, managers, boss, superior, specialist, specialists, expert, grown up,
    adult, flesh and blood, living soul, salesperson, sales person, sales rep, support rep, service rep, customer
    rep, account manager, store manager, shop manager, support person, service person, support agent, support
    agents, service agent, service agents, sales agent, customer service agent, customer service agents, customer
    service representative, customer service rep, customer service person, customer support agent, customer support
    representative, customer care agent, call center agent, help desk agent, live agent, live agents, live person,
    human agent, human agents, person in charge, someone in charge, somebody in charge, technician, consultant,
    clerk, shop assistant, human support, human service, human help, human assistance, human customer service, human
    customer support, human contact, human touch, human interaction, manual customer service, live support, live
    help, live service`,
  agent: 'agent, agents, attendant, associate',
  someone: `
    your people, someone, somebody, anyone, anybody, some1, any1, sum1, sumone, some one, any one, some body, any
    body, one of your people, one of you guys, one of your guys, one of your colleagues, ppl, folks`,
  else: 'else, other, different, another',
  department: `
    customer service, customer services, customer care, customer support, costumer service, custumer service, client
    services, customer relations, tech support, technical support, support team, support desk, support department,
    support line, support staff, service desk, service team, service department, help desk, helpdesk, hotline, call
    center, call centre, front desk, reception, receptionist, concierge, room service, housekeeping, retention,
    retentions, billing, billing department, accounts department, accounting, sales, sales team, claims department,
    complaints, complaints department, returns department, returns team, refunds team, refunds department,
    warehouse, warehouse team, logistics team, management, upper management, department, your team, the team, your
    staff, your office, head office, headquarters, higher ups, second level, second line, tier 2, tier two, level 2,
    security team, fraud team, fraud department, it department`,
  support: 'support',
  bot: `
    bot, bots, robot, robots, machine, machines, computer, computers, ai, chatbot, chatbots, chat bot, chat bots,
    automation, virtual agent, virtual agents, virtual assistant, virtual assistants, voice assistant, ai agent, ai
    agents, ai assistant, automated system, automated reply, automated replies, automated response, automated
    responses, automated message, automated messages, automated answers, auto reply, auto replies, auto responses,
    canned answers, canned replies, canned responses, canned response, scripted answers, algorithm, software, ivr,
    llm, gpt, chatgpt, answering machine, recording`,
  real: `
    real, actual, live, living, physical, breathing, genuine, non robotic, nonrobotic, non automated, non bot, non
    ai, competent, proper, qualified, intelligent, senior, trained, experienced, true, alive, local, actually real,
    freaking, fricking, fucking, damn, bloody, goddamn, english speaking`,
  want: `
    loop, rope in, trouble you for, bother you for, wait for, asked twice for, asked three times for, asked several times for, asked multiple times
    for, asked many times for, put, rather have, rather, want, wanna, wants, wanted, need, needs, needing, like,
    prefer, wish, require, demand, request, requesting, requested, asking, asked for, ask for, looking for, waiting
    for, give, get, getting, find, bring, bring in, send in, fetch, insist, insist on, involve, loop in, pull in,
    put on, put me on, ask`,
  give: 'give me, gimme, get me, put me on with, put me on to, lemme get, send me, bring me, fetch me, find me',
  must: 'have to, must, need to, got to, gotta',
  who: `
    whom should i, who can i, who could i, who do i, whom can i, whom do i, who should i, with whom can i, to whom
    can i, who may i, who else can i`,
  talk: `speek, speack, spaek, speka, talkk, talkto, talk, talking, speak, speaking, chat, chatting, tlak, takl, tlk, spk, spek, discuss, deal, dealing, communicate,
    communicating, have a word, a word, have a chat, have a conversation, have a talk, interact, interacting, phone
    call`,
  connect: `transfr, transfere, transffer, transfar, conect, conenct, connct, connet, move this, move me, move it, move us, bump this, bump me, get this to, send this to, give this to, leave this
    to, take me, take me through, connect, be connected, be transferred, get transferred, be passed, get connected,
    connects, connecting, transfer, transferring, tranfer, trasnfer, trasfer, transfered, pass, pass this, pass this
    on, pass it on, pass me on, forward, forward this, redirect, route, switch, hand, hand over, handover, hand off,
    hand me over, hand me off, hand this over, hand this off, hand it over, put me in touch, put us in touch, get me
    in touch, get in touch, be in touch, refer, direct me, send me over, hook me up, get me through, get through,
    bring me through, patch, patch me, escalate me, escalate to, assign, turn me over`,
  request: `anyone but you, anybody but you, someone other than you, somebody other than you, support on the line, support on the phone, someone on the phone, somebody on the phone, someone on the line, somebody on the line, be put through, let me speak to them, let me talk to them, connect me to them, transfer me to them, put me
    through to them, pass me to them, people i could talk to, people i can talk to, people i could speak to, people
    i can speak to, put me through, patch me through, put through to someone, get me someone, get me somebody, get
    me anyone, find me someone, bring me someone, get someone on, get somebody on, get someone in here, get someone
    to, get somebody to, put someone on, put somebody on, have someone call, have somebody call, have someone
    contact, have someone reach, have someone get back, someone call me, somebody call me, someone should call me,
    someone please call me, someone to call me, anyone alive, anybody alive, someone real, somebody real, anyone
    real, anybody real, someone else to talk to, stop hiding behind a bot, human handoff, human takeover, human
    intervention, go to human, off the bot`,
  contact: `
    contact, contacting, reach, reach out, reaching, get hold of, get a hold of, get ahold of, phone, ring, dial,
    call, cant find, can not find, cannot find, cant reach, cannot reach, cant get hold of, cannot get hold of, cant
    get a hold of, cant get through to, cannot get through to, cant get`,
  reachme: `callback, call back, a call back, call me, call me back, ring me, phone me, contact me, reach out to me, get back to me, text me, reply to me,
    answer me, give me a call, get in touch with me, email me, reach me, respond to me`,
  escalate: `
    handoff, hand off to, escalate, escalation, escalated, escalate this, escalate it, escalate my, escalate the,
    take this higher, go higher up`,
  ask: `
    do i get to, can, can i, can you, can we, could, could i, could you, could we, may i, might i, let, let me,
    lemme, would you, will you, would it be possible, is it possible, possible, able, any chance, is there a way, is
    there any way, why cant, why cant i, why wont you, why dont you, why not, why dont i, cant i, cant you, cant we,
    couldnt i, couldnt you, can i not, can you not, can you just not, wont you, wouldnt it be, dont you want to,
    where can i, where do i, allow me, mind, do you mind, would you mind, what do i need to do, what do i have to
    do, what must i do, do it and, cant seem to, please have, can you have, could you have, can i have, could i
    have, may i have`,
  how: `
    what do i have to type, what do i have to say, what do i have to press, what do i need to type, what do i need
    to say, what should i type, what should i say, what do i type, what do i say, what do i press, which button,
    how, how do i, how can i, how could i, how do we, how to, hw do i, what is the fastest way, whats the fastest
    way, what is the best way, whats the best way`,
  self: 'i, me, we, us, im, ill, id, ive, my, our, myself, i am, u me',
  you: 'you, u, ya, ur, yall, youd, youll',
  exist: `
    do you offer, do you provide, do you guys offer, is there, are there, is there any, are there any, isnt there,
    arent there, there is, there are, theres, have you got, do you have, do you guys have, dont you have, do you
    even have, do u have, have you, do you employ, does your company have, are there no, is there no, is there not,
    do you have no, have you no, is there nobody, is there no one, is any, are any, are there still, are there also,
    are there even, where is, where are, wheres, where the hell is`,
  not: `
    dont have time to, have no time to, no time to, nobody wants, isnt necessary, not necessary, is not necessary,
    not needed, than, unnecessary, didnt say, did not say, never said, never say, didnt ask, not, dont, doesnt,
    didnt, never, cant, cannot, couldnt, wont, wouldnt, isnt, arent, aint, wasnt, without, instead of, rather than,
    refuse, refused to, neither, nor, avoid, dnt, forget about, hate, dislike, stop, nobody, none, cancel the, no
    longer, skip the, hold the, no need, no need to, no need for, theres no need, theres no need to, zero need`,
  no: 'no, nah, nope, zero',
  reported: `
    had a chat, had a call, had a talk, had a conversation, had contact, thanks for, thank you for, my chat, our
    chat, my conversation, our conversation, my call, our call, my talk, conversation i had, chat i had, call i had,
    told, said, says, saying, tells, promised, promises, claimed, explained, informed, assured, mentioned, replied,
    advised, suggested, recommended, wrote, emailed me, called me, hung up, asked me, was talking, were talking, was
    speaking, were speaking, was chatting, had been talking, talked, spoke, spoken, chatted, been transferred, was
    transferred, got transferred, was connected, was put through, thanks for connecting, thank you for connecting,
    thanks for transferring, thank you for transferring, thanks for putting, thank you for putting, when i talk,
    when talking, when speaking, after talking, after speaking, after chatting, after calling, after contacting,
    after dealing, before talking, before speaking, while dealing, after i talk, after i speak, while talking, while
    speaking, while chatting, since talking, since speaking, during my chat, during my call, helped, sold, gave, who
    sold, charged, was rude, were rude, transferred, yesterday i`,
  identity: `
    do i speak with, do i talk to, do i chat with, do i speak to, do i talk with, are you, are u, r u, r you, ru,
    you are, youre, u r, is this, is this actually, this is, am i, if im, if i am, whether im, whether i am, that
    im, were you, was this, was that, be a, be an, you a, you an, u a, i am a, im a, im an, i am an, im just a, as
    a, as an, isnt this, arent you, is it a, is it an, is that a, is that an, is he a, is she a, its a, its an, was
    it a, did a, sound like a, sounds like a, talk like a, look like a, act like a, pretend to be, pretending to be,
    become, becoming, being a, be human, be real, aint you, you human, work as, works as, working as, worked as,
    made by, built by, written by, run by, designed by, powered by, tell a, replace, replaces, replacing, could you
    be, do you count as, would you call yourself`,
  unasked: `
    do i get a, do i get an, will i be, will i get, what triggers, triggers, a job, job as, job opening, policy on,
    policy for, policy about, do i have to, do i need to, do i need, must i, should i, will i have to, would i have
    to, will i need, before, before i, before we, what happens if, what if, what happens when, what happens after,
    when do your, when are your, if i ask, if i asked, if someone asks, if a customer, if a user, if the user, if
    the customer, when a customer, how many, how much, what time do, what hours, how long, how often, does a, does
    an, does your, do your, will a, will an, will the, did your, did the, did an, has your, has the, has a, why did
    your, why did the, why did a, why does a, difference between, better than, opposed to, hire, hiring, jobs,
    salary, career, careers, cheaper than, pretend, imagine, suppose a, hypothetically`,
  meta: `
    how would i say, how can i say, how could i say, how should i say, translate, the word, the words, the phrase,
    the sentence, what does, meaning of, how do you say, how to say, spell, define, definition of, rewrite,
    paraphrase, summarize, summarise, repeat after me, stands for, synonym, pronounce, button says, option says,
    error message, email says, website says, page says, sign says, screen says`,
  help: 'help, helping, helps, assist, assisting, assistance, hlep, halp, aid',
  attend: `take this on, take it on, take on, looks after, look after, looked after, handles, handled, took over, takes over, taking over, pick this up, look at it, solve, fix, solve this, fix it, look
    at, look into, read, read them, read it, take a look, have a look, take over, take this over, take it from here,
    review, handle, deal with this, deal with it, respond, answer, reply, check, sort this out, sort it out, sort
    this, fix this, jump in, step in, join, come on, pick up, talk me through, read this, see this, verify, confirm,
    explain, investigate, decide, approve, process, assist me, help me, help us, help here`,
  enough: `
    off this, off the, off of, out of, exit, leave, escape, get out of, done, tired, sick, fed up, bored, finished,
    enough, enough of, enough with, enough of this, done with, im done with, tired of, sick of, fed up with, sick
    and tired of, screw, screw this, fuck, fuck this, damn this, quit, get rid of, turn off, disable, bypass, not a,
    not another, spare me, cant stand, leave me alone with, hate this, hate these, hate your`,
  urge: `
    required, needed, please, pls, plz, plss, pleas, plase, now, asap, immediately, right now, right away, already,
    urgently, thx, thanks, quick, quickly, this instant, straight away, pronto, ffs, today`,
  to: 'to, with, from, w, 2, too, of, by, onto, at, in, over to, through to, on to, into, through',
  the: 'the, your, ur the, whoever, your companys, whichever',
  verb: `
    mean, say, is, be, being, been, would, will, should, might, do, does, did, think, believe, suppose, feel, guess,
    go, going, have, has, am, are, good, pretty, very, literally, well, working, allowed, wants to, may`,
  present: `
    work here, works here, work there, works there, working there, working here, employed there, available, online,
    around, on duty, free right now, on shift`,
  filler: `
    or not, in person, more, on, any, two times, three times, twice, several times, 0, looking to, looking, a, an,
    some, one, just, actually, really, simply, also, only, ever, even, again, still, then, so, directly, first, who,
    that, which, about, regarding, concerning, here, there, out there, over there, and, or, yes, yeah, yep, yup, ok,
    okay, okey, sure, hi, hello, hey, honestly, maybe, perhaps, possibly, kindly, this, these, those, it, via, line,
    on the phone, on the line, gonna, going to, tomorrow, whom, fast, tbh, imo, lol, hell, the hell, heck, better,
    as, soon, as soon as possible, straight, back, over, up, kind of, type of, guy, guys, man, dude, sir, mate, bro,
    pal, bot please, interested, trying, able to, chance, option, company, side, end, thing, longer, much, to have,
    another way`,
  noise: `
    person at the door, people at the door, person at home, somebody at the door, someone at the door,
    ill call, i will call, ill contact, i will contact, im going to call, im going to contact, thank, praise, compliment, congratulate, pick it up, do real people, do humans, do people, do actual people, my thanks, thanks to, like a human, like a
    person, like a real person, like humans, like a real human, for a colleague, for my colleague, human behind,
    humans behind, person behind, people behind, travel agent, travel agents, estate agent, estate agents, real
    estate agent, real estate agents, realtor, insurance agent, insurance agents, booking agent, letting agent,
    letting agents, shipping agent, delivery agent, cleaning agent, cleaning agents, user agent, secret agent,
    ticket agent, free agent, bleaching agent, foaming agent, drying agent, customs agent, transfer agent, tax
    agent, waterproofing agent, agent fee, agent fees, agent commission, agent code, agent number, agent id, agent
    mode, support agent job, human resources, human rights, human error, human body, human hair, human readable,
    human nature, human size, human sized, human race, human powered, human scent, human smell, human made, human
    trafficking, human waste, human friendly, human history, human skin, human food, human consumption, per person,
    person tent, person tents, person raft, person kayak, person canoe, person of interest, first person, third
    person, missing person, contact person, person specific, 1 person, 2 person, 3 person, 4 person, 5 person, 6
    person, 8 person, one person, two person, three person, four person, five person, six person, 2 persons, 3
    persons, 4 persons, 5 persons, 6 persons, 2 people, 3 people, 4 people, 5 people, 6 people, two people, three
    people, four people, five people, six people, other people, most people, many people, same person, wrong person,
    morning person, tall person, short person, big person, small person, average person, delivery person, elderly
    person, tour operator, tour operators, mobile operator, network operator, phone operator, crane operator,
    telecom operator, operator manual, password manager, window manager, task manager, file manager, download
    manager, package manager, property manager, project manager, hiring manager, product manager, my manager, my
    boss, my supervisor, my colleague, my coworker, my colleagues, my employee, my employees, my staff, my
    assistant, my expert, my team, our team, his manager, her manager, my real estate agent, representative sample,
    representative job, staff discount, employee discount, employee number, employee id, manager discount, someone
    elses, someone else's, somebody else's, for someone, for someone else, for somebody else, for somebody, to
    someone else's, by someone else, someone else pick, someone else collect, someone else sign, someone else
    receive, someone else order, someone else use, someone else pay, anyone else use, anyone else having, anyone
    else have, does anyone, does anybody, does someone, has anyone, anyone know, anybody know, gift someone, get
    someone a, support ticket, support tickets, arch support, back support, knee support, lumbar support, neck
    support, ankle support, wrist support, support page, support article, support email, support hours, support for,
    support number, service fee, service charge, room service menu, machine wash, machine washable, washing machine,
    sewing machine, coffee machine, card machine, computer bag, robot vacuum, let me know, how do i say, walkie
    talkie, in other words, sales tax, on sale, sales price, summer sale, talk about, no problem, no idea, no
    worries, no one, noone, anything else, something else, what else, nothing else, wait time, waiting time, other
    day, other hand, it to another person, them to another person, it to another, it to someone, it to someone else,
    it to somebody, delivery time, transfer money, transfer the money, bank transfer, wire transfer, like this, like
    that, like to know, price of the, team sports, team discount, team order, a team, school team`,
  /** Words that are no slips of those above. */
  other:
    'stuff, stuffs, expect, expects, export, managed, manage, manages, manger, employed, employer, employers, complaint, saves, scales, sale, argent, associated, humane, personal, persona, parson, aged, client, clerks, advise, collage, college, bosses',
  but: 'but, however, because, cause, since, although, nevermind, never mind, while, nvm, instead',
});
