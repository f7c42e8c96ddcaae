'use strict';
// Loaded before a command. Whoever reads its output may have seen enough (`npm run kb -- list | head`): that is no error,
// and what the command was asked to do is done to its end.
process.stdout.on('error', (error) => {
  if (error.code !== 'EPIPE') throw error;
});
