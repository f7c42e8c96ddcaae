import type { Topic } from '../../domain/conversation/handoff-rules';
import { verbose } from '../verbose';

const RELATIVES =
  '(?:mother|father|mom|mum|mam|dad|wife|husband|son|daughter|brother|sister|partner|fiancee?|grand(?:mother|father|ma|pa|mum|dad)|nan|friend|parents?|child|baby|aunt|uncle|boyfriend|girlfriend|he|she)';

/**
 * Topics that only people handle. The expressions ask for the whole thought ("take you to court"), because a single
 * word is also a tennis court, a dead battery or a campfire. In this order: a life in danger comes first.
 */
const TOPICS: readonly (readonly [Topic, readonly RegExp[]])[] = [
  [
    'safety',
    [
      verbose(
        String.raw`\b(?:kill(?:ing)? (?:myself|himself|herself)|suicid\w+|end(?:ing)? my (?:own )?life|
          take my (?:own )?life|(?:want|wish|going|prefer) to (?:be dead|die)\b(?! for)|don'?t want to live|
          do not want to live|no reason to live|hurt(?:ing)? myself|harm(?:ing)? myself|self[ -]?harm)`,
      ),
      verbose(
        String.raw`\b(?:caught fire|on fire|burst into flames|exploded|exploding|gas leak|carbon monoxide|electric shock|
          electrocuted|anaphyla\w+|allergic reaction|emergency room|in (?:the )?hospital|
          went to (?:the )?hospital|(?:an|the) ambulance|call 911|call 999|call 112|seriously (?:hurt|injured)|(?:was|got|
          were|been|is) (?:badly |seriously )?injured|severe(?:ly)? burn\w*|burn(?:ed|t) (?:my|his|her|
          our) (?:hand|hands|face|arm|arms|leg|skin|son|daughter|child|kid|fingers?)|domestic violence|
          threaten(?:ed|ing) (?:to kill|my life|me with)|choking|can'?t breathe|could have died|almost died|
          nearly died|safety hazard)\b`,
      ),
      verbose(
        String.raw`\b(?:suicidar\w*|suicidio|quitarme la vida|matarme|quiero morir|no quiero vivir|hacerme dano|
          se incendio|se prendio fuego|exploto|fuga de gas|reaccion alergica|en el hospital|al hospital|
          urgencias medicas|ambulancia|herid[oa] grave|me queme|descarga electrica)\b`,
      ),
      verbose(
        String.raw`\b(?:suicide|suicider|me tuer|mettre fin a mes jours|envie de mourir|veux mourir|plus envie de vivre|
          me faire du mal|a pris feu|pris feu|a explose|fuite de gaz|reaction allergique|a l'hopital|
          aux urgences|ambulance|gravement blesse|me suis brule|decharge electrique|intoxication)\b`,
      ),
      verbose(
        String.raw`\b(?:selbstmord\w*|suizid\w*|umbringen|mir das leben nehmen|will sterben|mochte sterben|
          nicht mehr leben|mir etwas antun|selbst verletz\w*|feuer gefangen|in flammen|brand geraten|explodiert|
          gasleck|kohlenmonoxid|allergische reaktion|im krankenhaus|ins krankenhaus|notaufnahme|notarzt|
          krankenwagen|schwer verletzt|verbrannt|verbrennung\w*|stromschlag)\b`,
      ),
      verbose(
        String.raw`\b(?:me matar|suicidar\w*|suicidio|tirar a minha vida|quero morrer|nao quero viver|me machucar|
          pegou fogo|incendiou|explodiu|vazamento de gas|fuga de gas|reacao alergica|no hospital|ao hospital|
          pronto socorro|ambulancia|ferid[oa] grave|me queimei|queimadura\w*|choque eletrico)\b`,
      ),
      verbose(
        String.raw`\b(?:suicid\w+|uccidermi|togliermi la vita|voglio morire|non voglio (?:piu )?vivere|farmi del male|
          ha preso fuoco|preso fuoco|in fiamme|e esploso|esplos[oa]|fuga di gas|reazione allergica|in ospedale|
          all'ospedale|pronto soccorso|ambulanza|gravemente ferit\w+|mi sono bruciat\w+|ustion\w+|
          scossa elettrica)\b`,
      ),
      verbose(
        String.raw`\b(?:zelfmoord\w*|zelfdoding|mezelf iets aan\w*|wil dood|wil niet meer leven|van het leven beroven|
          vlam gevat|in brand|ontploft|gaslek|koolmonoxide|allergische reactie|in het ziekenhuis|
          naar het ziekenhuis|spoedeisende hulp|ziekenwagen|zwaar gewond|ernstig gewond|verbrand\w*|
          brandwond\w*|elektrische schok)\b`,
      ),
      verbose(
        `(?:самоубийств|покончить с собой|хочу умереть|не хочу жить|загорел(?:ся|ась|ось)|взорвал|аллергическ|
          в больниц|скорую|intihar|olmek istiyorum|alev aldi|patladi|hastane|自杀|自殺|不想活|着火|爆炸|过敏反应|医院|死にたい|火が出|
          爆発|病院|자살|죽고 싶|불이 났|폭발|병원|انتحار|اقتل نفسي|احترق|انفجر|مستشفى|आत्महत्या|मरना चाहत|आग लग|अस्पताल)`,
      ),
    ],
  ],
  [
    'bereavement',
    [
      new RegExp(`\\b${RELATIVES}(?: \\w+){0,3} (?:died|has died|just died|is dead|passed)\\b`, 'u'),
      verbose(
        String.raw`\b(?:passed away|passed on last|bereave\w*|funeral|deceased|death of (?:my|our)|lost my (?:mother|
          father|mom|mum|dad|wife|husband|son|daughter|brother|sister|partner|baby|child)|my late (?:mother|
          father|wife|husband|mom|mum|dad|son|daughter|brother|sister))\b`,
      ),
      verbose(
        String.raw`\b(?:fallecio|ha fallecido|fallecid[oa]|fallecimiento|funeral|velorio|entierro|(?:madre|padre|mama|
          papa|marido|esposo|esposa|mujer|hijo|hija|hermano|hermana|abuela|abuelo)(?: \w+){0,2} (?:murio|
          ha muerto)|muerte de mi|luto)\b`,
      ),
      verbose(
        String.raw`\b(?:deces|decede\w*|funerailles|obseques|enterrement|(?:mere|pere|maman|papa|mari|femme|fils|fille|
          frere|soeur|grand-mere|grand-pere)(?: \w+){0,2} (?:est mort\w*|vient de mourir|nous a quittes)|
          mort de m(?:on|a)|deuil)\b`,
      ),
      verbose(
        String.raw`\b(?:verstorben\w*|gestorben|todesfall|beerdigung|trauerfall|trauerfeier|tod mein\w+|
          mein verstorbener|meine verstorbene)\b`,
      ),
      verbose(
        String.raw`\b(?:faleceu|falecid[oa]|falecimento|funeral|velorio|enterro|(?:mae|pai|marido|esposa|mulher|filho|
          filha|irmao|irma|avo)(?: \w+){0,2} morreu|morte d[oa] m(?:eu|inha)|luto)\b`,
      ),
      verbose(
        String.raw`\b(?:decedut[oa]|decesso|funerale|lutto|(?:madre|padre|mamma|papa|marito|moglie|figlio|figlia|
          fratello|sorella|nonna|nonno)(?: \w+){0,2} (?:e mort[oa]|e mancat[oa])|e venut[oa] a mancare|
          morte di m(?:io|ia))\b`,
      ),
      /\b(?:overleden|overlijden|begrafenis|crematie|uitvaart|gestorven|dood van mijn)\b/u,
      verbose(
        String.raw`(?:умерл?а? (?:мой|моя|мама|папа|муж|жена|отец|мать)|(?:мама|папа|муж|жена|отец|мать|бабушка|
          дедушка) (?:\S+ )?умер|скончал|похорон|vefat etti|cenaze|去世|过世|過世|葬礼|葬禮|亡くなり|亡くなっ|葬儀|葬式|돌아가셨|장례|توفي|
          وفاة|جنازة|देहांत|गुज़र गए|अंतिम संस्कार)`,
      ),
    ],
  ],
  [
    'fraud',
    [
      verbose(
        String.raw`\b(?:chargeback|charge back|fraud\w*|scamm(?:ed|er|ers|ing)|(?:is|its|it's) (?:a |
          all a )?scam\b(?!\?)|identity theft|phish\w+|unauthori[sz]ed (?:charge|charges|transaction|
          transactions|payment|payments|purchase|order|access)|(?:did not|didn'?t|never) authori[sz]e|
          (?:someone|somebody|stranger) (?:has )?(?:used|is using|stole) my (?:card|credit card|account|details|
          identity)|(?:my )?(?:card|credit card|account|identity) (?:was|has been|got|is) (?:stolen|hacked|
          compromised|cloned)|(?:i was|got|been) hacked|hacked (?:my|into)|dispute (?:the|this|my) (?:charge|
          payment|transaction)|(?:didn'?t|did not|never) (?:make|place|made|placed) (?:this|that|the|any|
          these) (?:order|purchase|payment|transaction|charge))\b`,
      ),
      verbose(
        String.raw`\b(?:fraude\w*|estafa\w*|estafad[oa]|contracargo|cargo no autorizado|cargos no autorizados|
          no autorice|tarjeta (?:fue |ha sido )?robada|me robaron la (?:tarjeta|cuenta)|hackea\w*|
          suplantacion de identidad|phishing)\b`,
      ),
      verbose(
        String.raw`\b(?:fraude\w*|arnaque\w*|escroquerie|escroc\w*|retrofacturation|debit non autorise|
          paiement non autorise|n'ai pas autorise|carte (?:a ete )?volee|pirate\w*|usurpation d'identite|
          hameconnage)\b`,
      ),
      verbose(
        String.raw`\b(?:betrug\w*|betrogen|betruger\w*|ruckbuchung|ruckbelastung|abzocke|unautorisiert\w*|
          nicht autorisiert\w*|karte (?:wurde )?(?:gestohlen|geklaut)|gehackt|identitatsdiebstahl|phishing\w*)\b`,
      ),
      verbose(
        String.raw`\b(?:fraude\w*|golpe\b|golpista\w*|burla|estorno por fraude|chargeback|cobranca nao autorizada|
          compra nao autorizada|nao autorizei|cartao (?:foi )?(?:roubado|clonado)|hackea\w*|
          invadiram minha conta|roubo de identidade)\b`,
      ),
      verbose(
        String.raw`\b(?:frode\w*|frodi|truff\w+|addebito non autorizzato|pagamento non autorizzato|non ho autorizzato|
          carta (?:e stata )?(?:rubata|clonata)|hackerat\w*|furto d'identita|phishing)\b`,
      ),
      verbose(
        String.raw`\b(?:fraude\w*|oplicht\w*|opgelicht|ongeautoriseerd\w*|niet geautoriseerd\w*|(?:pas|kaart|
          creditcard) (?:is )?gestolen|gehackt|identiteitsfraude|terugboeking wegens fraude|phishing)\b`,
      ),
      verbose(
        `(?:мошенни|обман с картой|украли карту|взлом|dolandir|kartim calindi|hesabim calindi|诈骗|詐騙|盗刷|盜刷|被盗|
          欺诈|詐欺|不正利用|不正請求|사기|도용|해킹|احتيال|نصب|سرقت بطاقتي|धोखाधड़ी|ठगी)`,
      ),
    ],
  ],
  [
    'legal',
    [
      verbose(
        String.raw`\b(?:my (?:lawyer|attorney|solicitor|legal team)|(?:lawyer|attorney|solicitor)s? (?:will|is|are|has)|
          (?:hire|hiring|call|calling|contact|contacting|talk to|get|getting|see) (?:a|an|my) (?:lawyer|
          attorney|solicitor)|legal (?:action|proceedings|steps|threat)|su(?:e|ing) (?:you|your|the company|
          this company)|lawsuit|class action|(?:take|taking|see|meet) you (?:to|in) court|in court|small claims|
          trading standards|consumer (?:protection|rights) (?:agency|office|authority|board)?|ombudsman|
          better business bureau|\bbbb\b|press charges|police report|report you to|regulator|
          data protection (?:authority|officer|complaint)|gdpr (?:request|complaint|violation)|subpoena|
          cease and desist)\b`,
      ),
      verbose(
        String.raw`\b(?:mi abogado|abogad[oa]s?|demandar(?:los|les|te|os)?|demanda judicial|acciones legales|
          accion legal|juzgado|tribunal\w*|denunciar(?:los|les|os)?|denuncia|profeco|oficina del consumidor|
          organizacion de consumidores)\b`,
      ),
      verbose(
        String.raw`\b(?:mon avocat\w*|avocat\w*|poursuites?|poursuivre en justice|action en justice|tribunal|
          porter plainte|plainte|mise en demeure|dgccrf|que choisir|saisir la justice|voie judiciaire)\b`,
      ),
      verbose(
        String.raw`\b(?:anwalt\w*|rechtsanwalt\w*|anwalte|klage\b|verklage\w*|verklagen|gericht\b|vor gericht|
          rechtliche schritte|juristische schritte|strafanzeige|anzeige erstatten|verbraucherzentrale|
          verbraucherschutz|abmahnung|mahnbescheid)\b`,
      ),
      verbose(
        String.raw`\b(?:meu advogado|minha advogada|advogad[oa]s?|processar (?:voces|a empresa|a loja)|processo judicial|
          acao judicial|medidas legais|tribunal|procon|livro de reclamacoes|reclame aqui|
          denunciar)\b`,
      ),
      verbose(
        String.raw`\b(?:mio avvocato|avvocat[oi]|denuncia\w*|denuncio|querela\w*|vie legali|azioni? legal[ei]|tribunale|
          causa legale|farvi causa|associazione consumatori|codacons|garante)\b`,
      ),
      verbose(
        String.raw`\b(?:advoca\w+|rechtszaak|rechter|rechtbank|juridische stappen|gerechtelijke stappen|aanklagen|
          aangifte|consumentenbond|geschillencommissie|ingebrekestelling|deurwaarder)\b`,
      ),
      verbose(
        String.raw`(?:адвокат|юрист|в суд\b|подам в суд|судиться|роспотребнадзор|прокуратур|avukat|dava ac|mahkeme|
          tuketici hakem|律师|律師|起诉|起訴|法院|消费者协会|投诉到|弁護士|訴え|訴訟|消費者センター|변호사|고소|소송|소비자보호원|محامي|محكمة|مقاضاة|دعوى|
          वकील|मुकदमा|अदालत|उपभोक्ता फोरम)`,
      ),
    ],
  ],
  [
    'privacy',
    [
      verbose(
        String.raw`\b(?:delete (?:all )?(?:my|our) (?:account|data|personal (?:data|information|details))|erase (?:all )?my
          (?:personal )?data|(?:copy|export) of (?:all )?my (?:personal )?data|data subject|subject access request|
          right to (?:be forgotten|erasure|access)|gdpr|ccpa|what data (?:do )?you (?:have|hold|store) (?:on|about) me|
          data (?:leak|breach))\b`,
      ),
      verbose(
        String.raw`\b(?:dsgvo|rgpd|lgpd|avg-verzoek|auskunft (?:uber meine daten|nach dsgvo)|meine (?:personenbezogenen )?
          daten loschen|loschung meiner daten|konto loschen|borrar (?:todos )?mis datos|eliminar (?:todos )?mis datos|
          borrar mi cuenta|supprim\w+ (?:toutes )?mes donnees|supprimer mon compte|apagar (?:todos )?os meus dados|
          excluir (?:meus dados|minha conta)|cancellare i miei dati|cancellazione dei miei dati|
          mijn gegevens (?:verwijderen|wissen)|verwijder mijn (?:gegevens|account)|datenleck|datenpanne)\b`,
      ),
      verbose(
        `(?:удалите мои данные|verilerimi sil|删除我的(?:账户|数据|信息)|個人情報を削除|개인정보 삭제|احذف بياناتي)`,
      ),
    ],
  ],
  [
    'cancellation',
    [
      verbose(
        String.raw`\b(?:cancel(?:l?ing)? (?:my|our|the) (?:account|subscription|membership|contract|plan|policy)|
          close my account|terminate (?:my|our|the) (?:contract|subscription|membership)|switch(?:ing)? to (?:a |another )?
          (?:competitor|provider)|unsubscribe (?:from )?(?:my|the) (?:plan|subscription))\b`,
      ),
      verbose(
        String.raw`\b(?:(?:vertrag|abo|abonnement|mitgliedschaft) kundigen|kundigung|kundige (?:meinen|mein|meine)|
          cancelar (?:mi|la) (?:suscripcion|cuenta|contrato)|darme de baja|resilier|resiliation|
          cancelar (?:a minha|minha|a) (?:assinatura|conta)|disdire|disdetta|(?:abonnement|contract) opzeggen|opzegging)\b`,
      ),
    ],
  ],
];

/** Folded text without quotations; topics that are not wanted are not looked for. */
export function highStakesIn(folded: string, wanted: ReadonlySet<Topic>): Topic | null {
  const found = TOPICS.find(
    ([topic, expressions]) => wanted.has(topic) && expressions.some((expression) => expression.test(folded)),
  );
  return found?.[0] ?? null;
}
