import { readFileSync } from 'node:fs';
import { matchTool } from '../../../src/ai/actions/match-tool';
import { orderService } from '../../support/order-tools';

const { tools } = orderService();
const toolFor = (message: string, language = 'en') => matchTool(message, tools, language)?.name ?? null;

describe('a tool is found by its examples', () => {
  it.each([
    ['Where is my order 1043?', 'en'],
    ['hey, wheres order 1043', 'en'],
    ['my order 1043 has not arrived yet', 'en'],
    ['has my order shipped?', 'en'],
    ['Hola, ¿dónde está mi pedido 1043?', 'es'],
    ['mi pedido 1043 no ha llegado', 'es'],
    ['wann kommt die Bestellung 1043 an', 'de'],
  ])('“%s” looks an order up', (message, language) => {
    expect(toolFor(message, language)).toBe('order_status');
  });

  it.each([
    ['I need to change the delivery address of order 1043', 'en'],
    ['can you change my address please', 'en'],
    ['send order 1043 to a different address', 'en'],
    ['quiero cambiar la dirección de entrega del pedido 1043', 'es'],
    ['Bitte ändern Sie die Adresse meiner Bestellung 1043', 'de'],
  ])('“%s” changes an address', (message, language) => {
    expect(toolFor(message, language)).toBe('change_address');
  });

  it.each([
    ['cancel order 1043', 'en'],
    ['I want to return order 1043', 'en'],
    ['order 1043 arrived broken', 'en'],
    ['refund for order 1043', 'en'],
    ['invoice for order 1043 please', 'en'],
    ['quiero devolver el pedido 1043', 'es'],
    ['Bestellung 1043 stornieren', 'de'],
    ['What is your address?', 'en'],
    ['where is your shop', 'en'],
    ['hello', 'en'],
    ['1043', 'en'],
  ])('“%s” is for neither', (message, language) => {
    expect(toolFor(message, language)).toBeNull();
  });

  it('of the 154 questions that articles answer, a tool takes only those that ask where an order is', () => {
    const questions = readFileSync('src/ai/eval/shop-questions.jsonl', 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { question: string });
    const taken = questions.filter(({ question }) => matchTool(question, tools, null) !== null);
    expect(questions).toHaveLength(154);
    expect(taken.map(({ question }) => question)).toEqual([
      'where is my order',
      'can you tell me the status of order 1043',
    ]);
  });
});
