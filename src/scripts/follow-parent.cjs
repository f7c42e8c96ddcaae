// Loaded before the program by `npm start`. When the command that started us is killed outright, nothing passes on a
// signal any more; the program would go on holding its port with nobody to stop it. So it stops as if asked.
'use strict';

if (process.channel) {
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.channel.unref();
}
