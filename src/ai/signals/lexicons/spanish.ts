import { lexicon } from '../lexicon';

export const spanish = lexicon('es', {
  person: `
    servicios humanos, humano, humanos, humana, ser humano, persona, personas, persona real, persona de verdad,
    persona fisica, persona de carne y hueso, carne y hueso, representante, representantes, operador, operadora,
    operadores, asesor, asesora, asesores, ejecutivo, ejecutiva, empleado, empleada, encargado, encargada,
    responsable, supervisor, supervisora, gerente, jefe, jefa, companero, companera, companeros, trabajador,
    especialista, tecnico, alguien real, alguien de verdad, alguien humano, gente real, gente de verdad, agente
    humano, agente real, agente en vivo, agente de atencion al cliente, atencion humana, ayuda humana, soporte
    humano, servicio humano, asistencia humana, trato humano, human, manager`,
  agent: 'agente, agentes, asistente, asistentes',
  someone: 'alguien, alguna persona, algun companero, gente, uno de ustedes, uno de vosotros, alguno de ustedes',
  else: 'otro, otra, mas, distinto, distinta, diferente',
  department: `
    asistencia tecnica, servicios al cliente, servicio de cliente, servicio de clientes, servicio para clientes,
    servicio manual al cliente, soporte de contacto, servicio al cliente, servicio a clientes, servicio de atencion,
    servicio de atencion al cliente, atencion al cliente, atencion al publico, atencion a clientes, servicio al
    cliente manual, soporte tecnico, equipo de soporte, equipo de atencion, centro de ayuda humano, departamento de
    reclamaciones, reclamaciones, departamento, recepcion, ventas, facturacion, cobranza, administracion, central
    telefonica, call center, vuestro equipo, tu equipo, su equipo, el equipo, la tienda, la oficina`,
  support: 'soporte, apoyo',
  bot: `
    bot, bots, robot, robots, maquina, maquinas, ordenador, computadora, ia, inteligencia artificial, chatbot,
    contestadora, contestador, asistente virtual, agente virtual, respuestas automaticas, respuesta automatica,
    mensajes automaticos`,
  real: `
    manual, manuales, real, reales, de verdad, verdadero, verdadera, autentico, viva, vivo, en vivo, fisica, humana
    real, competente, de carne`,
  want: `
    quiero, kiero, qiero, quisiera, querria, queria, quieren, deseo, desearia, necesito, necesitamos, necesitaria,
    preciso, prefiero, preferiria, exijo, solicito, pido, me gustaria, busco, ponerme, requiero, me urge`,
  give: `
    conseguir, llama a, llame a, llamen a, llama al, llame al, llamen al, dame, denme, dadme, deme, ponme con,
    pongame con, ponganme con, poneme con, ponme, pongame, ponganme, poneme, mandame, consigueme, traeme, pasame
    con, paseme con, pasenme con, comunicame con, comuniqueme con`,
  must: 'tengo que, debo, tendria que, debemos',
  who: 'con quien puedo, con quien podria, con quien, a quien puedo, con que persona puedo',
  talk: `hablra, halbar, avlar, me atiende, me atienda, que me llame, me llame, hablar, ablar, hablr, ser atendido, ser atendida, que me
    atienda, que me atiendan, hablarle, hablo, hable, charlar, platicar, conversar, chatear, comunicarme,
    comunicarnos, comunicar, dialogar, tratar, tratarlo, hablarlo, discutir, comentar, hablar por telefono, una
    llamada`,
  connect: `
    conectame, conecteme, conectarme, conectar, conectenme, conecta, transferirme, transfiereme, transfierame,
    transfieran, transferir, transfiere, transferencia con, pasame, paseme, pasarme, pasenme, pasar, pasas, pasa,
    comunicame, comuniqueme, comuniquenme, derivame, deriveme, derivar, derivarme, redirigeme, redirijame,
    redirigir, redirigirme, remiteme, enlazame, enviame, enlaceme`,
  request: `
    que me llame alguien, que alguien me llame, alguien que me llame, alguien me puede llamar, puede llamarme
    alguien, que me atienda alguien, que me atienda una persona, que me llame una persona, atienda un humano,
    ponerme en contacto con alguien`,
  contact: `
    no consigo hablar con, no logro hablar con, no consigo contactar, no logro contactar, contacte, pongase en
    contacto, ponte en contacto, ponerse en contacto, comunicarse, contactar, contacto, contacta, contactarme,
    contactame, contacten, contactar con, ponerme en contacto, llamar, localizar`,
  escalate: 'escalar, escala, escalen, escalarlo, escalamiento, escalado',
  ask: `
    puedo, puedes, puede, pueden, podria, podrias, podrian, podriamos, podemos, podeis, dejame, dejeme, permiteme,
    permitame, es posible, seria posible, hay forma de, hay manera de, hay alguna forma de, hay alguna manera de,
    por que no puedo, por que no me, posible, me puedes, me puede, me podrias, me podria`,
  how: `
    como, como puedo, como hago para, como se puede, donde puedo, que hago para, que tengo que hacer para, como le
    hago para`,
  self: 'yo, me, mi, nos, nosotros, te, le',
  you: 'tu, tus, usted, ustedes, vosotros, os, vos',
  exist: `
    no hay nadie, hay, hay algun, hay alguna, no hay, no hay algun, no hay ningun, no hay ninguna, existe, tienen,
    teneis, tienes, donde esta, disponen, ningun, no tienen`,
  not: `
    no, nunca, jamas, tampoco, sin, nadie, en vez de, en lugar de, evitar, odio, detesto, no hace falta, no es
    necesario, no necesito, no quiero, sin necesidad de, ni`,
  reported: `
    dijo, dijeron, dice, dicen, conto, prometio, prometieron, explico, informo, aseguro, comento, respondio,
    contesto, recomendo, aconsejo, hable con, hablamos con, hablaba, estaba hablando, me atendio, me llamo un, me
    llamo una, vendio, cobro, despues de hablar, tras hablar, al hablar, cuando hable con, gracias por pasarme,
    gracias por conectarme, gracias por transferirme, gracias por comunicarme, ya hable, colgo, me dijo`,
  identity: `
    eres, es usted, sos, estoy hablando, estoy chateando, hablo con, si eres, si es usted, si hablo con, si estoy,
    esto es, es esto, es una, es un, soy, como una, como un, ser, parece, pareces, eres un, eres una`,
  unasked: `
    hace falta, hay que, antes de, que pasa si, cuantos, cuantas, cuanto, cuanto tarda, cuanto cuesta, horario, para
    cuantas, trabajar como, trabajo de, empleo de, si pido`,
  meta: `
    traduce, traducir, traduceme, la palabra, la frase, significa, que quiere decir, como se dice, repite, escribe
    la`,
  reachme: 'llamame, llameme, llamenme, devolvedme la llamada, devuelvanme la llamada',
  help: 'asistencia, ayuda, ayudar, ayudarme, ayudame, ayuden, ayudeme, ayudenme, auxilio',
  attend: `
    atienda, atender, atenderme, llamarme, llame, llamar al, revisar, revise, mirar, mire, ver, responda, responder,
    responderme, contestar, conteste, atiende, ocupar, ocupe, encargarse, encargue`,
  enough: `
    basta, basta de, basta ya de, harto de, harta de, harto, harta, cansado de, cansada de, estoy harto de, estoy
    harta de, nada de, deja de, dejad de, dejen de`,
  urge: `
    por favor, porfa, porfavor, pf, ya, ahora, ahora mismo, urgente, urgentemente, inmediatamente, cuanto antes,
    gracias, de inmediato, hoy`,
  to: 'con, a, al, de, del, por, en, hacia, para',
  the: 'el, la, los, las, su, vuestro, vuestra',
  verb: 'esta, quiera, pueda, gustaria, va, voy a, poder, sea',
  present: 'disponible, conectado',
  filler: `
    un, una, unos, unas, algun, alguna, algunos, que, y, o, si, pero bueno, hola, buenas, buenos dias, buenas
    tardes, oye, mira, aqui, alli, ahi, solo, solamente, simplemente, directamente, mejor, bien, mas bien, de una
    vez, quien, cual, cuyo, este, esto, eso, ese, tan, muy, entonces, pues, vale, ok, claro, tambien, todavia, aun,
    telefono, por telefono, linea, en linea, favor, se, lo, pueda ser, como sea, hacer el favor, chat, otra vez, en
    serio, serio`,
  noise: `
    persona en la puerta, personas en la puerta, alguien en la puerta, persona en casa, personas en casa,
    agente de viajes, agentes de viajes, agente inmobiliario, agente inmobiliaria, agente de seguros, agente de
    aduanas, agente secreto, agente de limpieza, recursos humanos, derechos humanos, error humano, cuerpo humano,
    por persona, una sola persona, para una persona, para dos personas, para tres personas, para cuatro personas, 1
    persona, 2 personas, 3 personas, 4 personas, 5 personas, 6 personas, dos personas, tres personas, cuatro
    personas, cinco personas, seis personas, otra persona recoja, a otra persona, para otra persona, en persona,
    tercera persona, operador turistico, operadora turistica, operador logistico, operador movil, jefe de camping,
    mi jefe, mi jefa, mi gerente, mi encargado, mi companero, mi companera, mi supervisor, soporte para, soporte de,
    soporte lumbar, lavar a maquina, a maquina, gastos de, mas tarde, algo mas, otra cosa, nada mas, mas
    informacion, otra vez mas, tarjeta de, transferencia bancaria, pasar por, alguien mas puede recoger, alguien
    sabe`,
  /** Words that are no slips of those above. */
  other: 'personal, argente, humane, jefes, gerencia, agenda, siguiente, oficial',
  but: 'pero, sino, sino que, aunque, porque, ya que',
});
