import type { Router } from 'express';
import express from 'express';
import { drawAvatar, TINT_COUNT } from './draw';
import { LETTERS } from './letters';

/**
 * Pictures for people without one. Each is made of a letter and a number only, so an address says nothing about anybody,
 * the same one serves all who share it, and providers may keep it for ever.
 */
export function avatarRouter(): Router {
  const router = express.Router();
  const drawn = new Map<string, Buffer>();
  router.get('/avatars/:tint/:letter.png', (request, response, next) => {
    const { tint, letter } = request.params;
    if (!/^\d{1,2}$/.test(tint) || Number(tint) >= TINT_COUNT || !(letter === '_' || LETTERS.includes(letter)))
      return next();
    const key = `${tint}/${letter}`;
    const picture = drawn.get(key) ?? drawAvatar(Number(tint), letter);
    drawn.set(key, picture);
    response
      .set({ 'cache-control': 'public, max-age=31536000, immutable', 'x-content-type-options': 'nosniff' })
      .type('image/png')
      .send(picture);
  });
  return router;
}
