import { testEveryPlace } from '../../testing/everyPlace.ts';

testEveryPlace('jsonata');
