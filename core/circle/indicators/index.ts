// Written by scripts/shelves.ts (npm run shelves). To add a thing, put a file beside this one.
import cBj8 from './c-bj8.ts'
import mDetour from './m-detour.ts'
import mFresh from './m-fresh.ts'
import mGap from './m-gap.ts'
import mOpen from './m-open.ts'
import mPnet from './m-pnet.ts'
import mRound from './m-round.ts'
import mSlow from './m-slow.ts'
import n30m2 from './n-30m2.ts'
import nChain from './n-chain.ts'
import nCommcov from './n-commcov.ts'
import nSat from './n-sat.ts'
import sBasicshare from './s-basicshare.ts'
import sCentre from './s-centre.ts'
import sComm from './s-comm.ts'
import sOutlets from './s-outlets.ts'
import sResidents from './s-residents.ts'
import sTop from './s-top.ts'
import sTypes from './s-types.ts'

export const indicators = [
  cBj8,
  mDetour,
  mFresh,
  mGap,
  mOpen,
  mPnet,
  mRound,
  mSlow,
  n30m2,
  nChain,
  nCommcov,
  nSat,
  sBasicshare,
  sCentre,
  sComm,
  sOutlets,
  sResidents,
  sTop,
  sTypes,
] as const
