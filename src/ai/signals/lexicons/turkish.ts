import { lexicon } from '../lexicon';

export const turkish = lexicon(
  'tr',
  {
    person: `
      insan, insanla, insana, insani, insanlar, insanlarla, bir insanla, temsilci, temsilciye, temsilciyle,
      temsilcisi, temsilcisine, temsilcisiyle, temsilci ile, temsilcinizle, temsilcinize, yetkili, yetkiliye,
      yetkiliyle, yetkilinize, yetkilinizle, operator, operatore, operatorle, calisan, calisana, calisanla,
      calisaninizla, personel, personele, personelle, gorevli, gorevliye, gorevliyle, uzman, uzmana, uzmanla,
      yonetici, yoneticiye, yoneticiyle, yoneticinizle, mudur, mudurle, mudurunuzle, danisman, danismana,
      danismanla, canli destek, canli destege, canli temsilci`,
    agent: 'ajan, asistan',
    someone: `
      biri, birisi, biriyle, birisiyle, birine, birisine, birini, birisini, kimse, kimseyle, baskasi, baskasiyla,
      baskasina, kisi, kisiyle, kisiye, kisilerle`,
    else: 'baska, diger',
    department: `
      musteri hizmetleri, musteri hizmetlerine, musteri hizmetleriyle, musteri hizmetleri ile, destek ekibi, destek
      ekibine, destek ekibiyle, destek ekibinizle, cagri merkezi, teknik destek, teknik destege, muhasebe, departman`,
    support: 'destek, destege',
    bot: `
      bot, botla, botlarla, robot, robotla, robotlarla, makine, makineyle, makinelerle, yapay zeka, yapay zekayla,
      chatbot`,
    real: 'gercek, canli, sahici, hakiki',
    want: `
      istiyorum, istiyoruz, isterim, istedim, lazim, gerek, gerekiyor, ihtiyacim var, rica ediyorum, talep ediyorum`,
    give: 'bana, verin, ver, cagirin, cagir',
    talk: 'konus*, gorus*, sohbet*, yazis*',
    connect: `
      bagla, baglayin, baglar, baglayabilir, baglanmak, baglan, baglasaniz, aktar, aktarin, aktarir, aktarabilir,
      yonlendir, yonlendirin, yonlendirir, yonlendirebilir, devret, devredin`,
    contact: 'ulas*, iletisim*, irtibat*, aramak, arasin, arayin',
    ask: 'miyim, musunuz, lutfen bana, mumkun, mumkun mu, acaba, nasil, izin ver',
    self: 'ben, beni, benim, bizi, bize',
    you: 'siz, sen, sizden, senin, sizin',
    exist: 'var, var mi, yok mu',
    not: `
      istemiyorum, istemem, degil, yok, gerek yok, gerekmiyor, olmadan, hayir istemem, baglama, baglamayin, aktarma,
      aktarmayin, konusmak istemiyorum, gorusmek istemiyorum, istemedim, gereksiz, lazim degil`,
    reported: 'dedi, dediler, soyledi, soylediler, konustum, konustuk, gorustum, gorustuk, soz verdi, yazdi, anlatti',
    identity: 'misin, miyiz, sin',
    unasked: 'zorunda, gerekir, once, kac, kisilik, maasi',
    meta: 'cevir, kelimesi, kelime, cumle, demek, anlami, ne demek',
    help: 'yardim, yardimci',
    attend: 'bakabilir, baksin, ilgilensin, incelesin, cevaplasin, cevap versin',
    enough: 'yeter, biktim, biktim artik, biktik',
    urge: 'lutfen, simdi, hemen, acil, acilen, derhal, tesekkurler',
    to: 'ile, icin, la, le',
    filler: `
      bir, bu, su, o, ve, ya, evet, merhaba, selam, sadece, direkt, dogrudan, artik, daha, da, de, mi, misiniz,
      olan, burada, orada, telefonda, telefonla, tamam, peki, olarak`,
    noise: `
      insan kaynaklari, insan haklari, emlakci, seyahat acentesi, sigorta acentesi, kisilik cadir, iki kisilik, uc
      kisilik, dort kisilik, 2 kisilik, 3 kisilik, 4 kisilik, kisi basi, tur operatoru, camasir makinesi`,
    but: 'ama, fakat, cunku',
  },
  // Endings differ by one letter: what looks like a slip is grammar.
  { verbFinal: true, forgiving: false },
);
