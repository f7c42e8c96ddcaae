import { drawHeader, startHeader } from './header.js';
import { drawMail } from './mail.js';
import { drawModal } from './modal.js';
import { noteNews, startParts } from './parts.js';
import { drawPhone, startPhone } from './phone.js';
import { contextOf } from './posts.js';
import { data, look, onSection } from './state.js';
import { drawStory } from './story.js';
import { drawTeam, startTeam } from './team.js';

startHeader();
startParts();
startPhone();
startTeam();

onSection('world', () => {
  drawHeader();
  drawPhone();
  drawTeam();
});
onSection('phone', () => {
  drawPhone();
  noteNews('customer', data.phone?.messages.length ?? 0);
});
onSection('team', () => {
  drawTeam();
  const { posts = [], replies = [] } = data.team ?? {};
  noteNews('team', posts.length + replies.length);
});
onSection('modal', () => {
  if (data.world && data.team) drawModal(contextOf(null));
});
onSection('mail', drawMail);
onSection('story', drawStory);

look();
