import { testEveryPlace } from '../../testing/everyPlace.ts';

testEveryPlace('jsonpath');
