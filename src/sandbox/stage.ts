import type { AgentSide, EmulatedChannel } from '../ports/emulator';
import type { Provider } from './providers';

/** Nothing on the page by that name: it shows something older than what is there. */
export class NotThere extends Error {
  override readonly name = 'NotThere';
}

/** All that people can do here, whichever provider brings it. */
export class Stage {
  readonly team: AgentSide;
  readonly teamProvider: Provider;

  constructor(readonly providers: readonly Provider[]) {
    const provider = providers.find(({ kind }) => kind === 'inbox');
    if (provider?.running.agentSide === undefined) throw new Error('The sandbox has no team.');
    this.teamProvider = provider;
    this.team = provider.running.agentSide;
  }

  get channels(): readonly EmulatedChannel[] {
    return this.providers
      .filter(({ kind }) => kind === 'channel')
      .flatMap(({ running }) => running.customerSide?.channels ?? []);
  }

  channel(id: string): EmulatedChannel {
    const channel = this.channels.find((one) => one.id === id);
    if (channel === undefined) throw new NotThere(`There is no channel "${id}" here.`);
    return channel;
  }

  provider(name: string): Provider {
    const provider = this.providers.find((one) => one.name === name);
    if (provider === undefined) throw new NotThere(`There is no provider "${name}" here.`);
    return provider;
  }
}
