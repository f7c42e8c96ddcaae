import { lexicon } from '../lexicon';

export const portuguese = lexicon('pt', {
  person: `
    humano, humanos, humana, ser humano, pessoa, pessoas, pessoa real, pessoa de verdade, pessoa de carne e osso,
    carne e osso, representante, representantes, operador, operadora, operadores, atendente, atendentes, consultor,
    consultora, funcionario, funcionaria, funcionarios, colaborador, colaboradora, colega, colegas, supervisor,
    supervisora, gerente, chefe, responsavel, encarregado, tecnico, especialista, alguem real, alguem de verdade,
    gente de verdade, gente real, agente humano, agente real, agente ao vivo, atendente humano, atendimento humano,
    atendimento pessoal, atendimento humanizado, ajuda humana, suporte humano, servico humano, human`,
  agent: 'agente, agentes, assistente, assistentes',
  someone: 'alguem, alguma pessoa, algum colega, gente, um de voces',
  else: 'outro, outra, mais, diferente',
  department: `
    atendimento ao cliente, atendimento, servico ao cliente, servico de apoio ao cliente, apoio ao cliente, apoio a
    cliente, servico de atendimento, central de atendimento, sac, suporte ao cliente, suporte tecnico, assistencia
    tecnica, equipe de suporte, equipa de suporte, equipe, equipa, ouvidoria, reclamacoes, departamento, setor,
    setor financeiro, financeiro, vendas, recepcao, gerencia, administracao, call center, a loja, linha de apoio`,
  support: 'suporte, apoio',
  bot: `
    bot, bots, robo, robos, robot, maquina, maquinas, computador, ia, inteligencia artificial, chatbot, assistente
    virtual, agente virtual, gravacao, secretaria eletronica, respostas automaticas, resposta automatica, mensagens
    automaticas`,
  real: 'real, reais, de verdade, verdadeiro, verdadeira, vivo, viva, ao vivo, de carne, competente, autentico',
  want: `
    quero, queria, queremos, gostaria, gostava, desejo, preciso, precisamos, precisava, necessito, prefiro,
    preferia, exijo, solicito, peco, qro, busco, procuro, to querendo`,
  give: `
    me da, da me, me de, de me, me arruma, arruma, chama, chame, chamem, me chama, me chame, me manda, bota, coloca,
    coloque, poe, ponha, me bota, me coloca, me coloque, tem como`,
  must: 'tenho que, tenho de, preciso mesmo, devo',
  who: 'com quem posso, com quem eu falo, com quem falo, com quem, com quem eu',
  talk: `
    ser atendido, ser atendida, ser atendido por, falar, fala, falo, fale, conversar, converso, conversa, comunicar,
    dialogar, tratar, bater um papo, bater papo, discutir, resolver`,
  connect: `
    transferir, transfere, transfira, transferirem, me transfere, me transfira, transferencia para, passar, passa,
    passe, me passa, me passe, conectar, conecta, conecte, me conecta, me conecte, encaminhar, encaminha, encaminhe,
    me encaminha, me encaminhe, direcionar, direciona, direcione, redirecionar, redirecione, por em contato, colocar
    em contato, me por em contato, entrar em contato com`,
  request: `
    alguem me liga, alguem me ligue, alguem pode me ligar, alguem pode ligar me, que alguem me ligue, pode alguem
    ligar me, alguem me ligar, pede pra alguem me ligar, peca para alguem me ligar, me atende alguem`,
  contact: `
    nao consigo falar com, nao consigo contato com, contactar, contatar, contato, contacto, contacte, contate,
    entrar em contato, entrar em contacto, contato com, contacto com, ligar, ligar para`,
  escalate: 'escalar, escalonar, escale, escalada',
  ask: `
    posso, pode, podes, podem, podia, poderia, poderiam, poderias, consigo, consegue, da pra, da para, deixa eu,
    deixe me, deixa me, me deixa, me deixe, e possivel, seria possivel, possivel, tem jeito, ha como, existe alguma
    forma de, por que nao posso, porque nao posso, sera que posso, tem alguma forma de, me pode`,
  how: `
    como, como posso, como faco para, como faco pra, como consigo, como e que, onde posso, o que faco para, o que
    preciso fazer para`,
  self: 'eu, me, mim, nos, meu, minha',
  you: 'voce, voces, vc, vcs, tu, te, ti, vos, o senhor, a senhora, seu, sua',
  exist: `
    ha, ha algum, ha alguma, tem, tem algum, tem alguma, tem ai, existe, existem, existe algum, existe alguma, voces
    tem, vcs tem, voce tem, cade, onde esta, nao ha, nao tem, nao ha nenhum, nao tem nenhum, nao tem nenhuma, nao
    tem ninguem`,
  not: `
    nao, nunca, jamais, nem, sem, ninguem, nenhum, nenhuma, em vez de, ao inves de, evitar, odeio, detesto, nao
    precisa, nao e necessario, nao quero, n, dispenso, prefiro nao`,
  reported: `
    disse, disseram, diz, dizem, falou, falaram, prometeu, prometeram, explicou, informou, garantiu, comentou,
    respondeu, recomendou, aconselhou, falei, falamos, conversei, estava falando, estava a falar, atendeu, atendeu
    me, vendeu, cobrou, depois de falar, apos falar, quando falei, obrigado por me, obrigada por me, desligou, ligou`,
  identity: `
    voce e, vc e, es, tu es, e voce, estou falando, estou a falar, to falando, estou conversando, eu falo, se voce
    e, se vc e, se estou, isto e, isso e, e um, e uma, sou, eu sou, como uma, como um, ser, parece, e isto`,
  unasked: `
    e preciso, antes de, o que acontece se, quantos, quantas, quanto, qual o horario, horario, trabalhar como, vaga
    de, emprego de, se eu pedir`,
  meta: 'traduz, traduza, traduzir, a palavra, a frase, significa, quer dizer, como se diz, repete, repita',
  reachme: 'me liga, me ligue, me liguem, ligue me, liguem me',
  help: 'assistencia, ajuda, ajudar, me ajudar, ajude, ajudem, ajude me, me ajuda, socorro',
  attend: `
    me ligar, ligar me, atender, atenda, me atenda, atenda me, me atender, atender me, ver isso, verificar,
    verifique, olhar, olhe, responder, responda, assumir, assuma, explicar, analisar, analise, cuidar, cuide`,
  enough: `
    chega, chega de, basta, basta de, farto de, farta de, cansado de, cansada de, cansei de, cansei desse, cansei
    deste, para de, pare de, parem de, nada de, nao aguento mais, nao aguento`,
  urge: `
    por favor, pf, pfv, pfvr, porfavor, agora, ja, agora mesmo, imediatamente, urgente, logo, obrigado, obrigada,
    hoje, rapido, o quanto antes`,
  to: 'com, a, ao, de, do, da, dos, das, por, pelo, em, no, na, para, pra, pro, um com',
  the: 'o, os, as, vosso, vossa',
  verb: 'ter, poder, va, vou, possa, eu possa, esta',
  present: 'disponivel',
  filler: `
    um, uma, uns, umas, algum, alguma, que, e, ou, sim, ola, oi, opa, bom dia, boa tarde, boa noite, ok, ta, ta bom,
    entao, so, somente, apenas, simplesmente, diretamente, direto, melhor, mesmo, aqui, ai, ali, ca, quem, qual,
    este, isso, isto, esse, essa, muito, tambem, ainda, por telefone, telefone, linha, na linha, chat, se, c, bem,
    ate, logo aqui, favor, agr, pessoalmente`,
  noise: `
    pessoa na porta, pessoas na porta, pessoa a porta, pessoa em casa, pessoas em casa,
    agente de viagens, agente de viagem, agente imobiliario, agente de seguros, agente secreto, agente de limpeza,
    agente aduaneiro, recursos humanos, direitos humanos, erro humano, corpo humano, por pessoa, barraca para uma
    pessoa, tenda para uma pessoa, saco para uma pessoa, para duas pessoas, para tres pessoas, para quatro pessoas,
    1 pessoa, 2 pessoas, 3 pessoas, 4 pessoas, 5 pessoas, 6 pessoas, duas pessoas, tres pessoas, quatro pessoas,
    cinco pessoas, seis pessoas, outra pessoa retirar, outra pessoa receber, para outra pessoa, em pessoa, terceira
    pessoa, operadora de turismo, operadora de celular, operadora de telefone, operadora do cartao, operadora movel,
    minha operadora, meu chefe, minha chefe, meu gerente, meu colega, minha colega, meu supervisor, suporte para,
    suporte de, suporte lombar, maquina de lavar, na maquina, alguem sabe, alguem mais, mais alguma coisa, mais
    nada, outra coisa, mais tarde, transferencia bancaria, passar a ferro, para alguem`,
  /** Words that are no slips of those above. */
  other: 'pessoal, agenda, ausente, cliente',
  but: 'mas, porem, porque, pois, e sim, so que',
});
