import { parseAbi } from "viem";

/** What CheckpointAnchor.sol offers; a test compares it with what the compiler says. */
export const ANCHOR_ABI = parseAbi([
  "struct Anchor { bytes32 root; bytes32 noteHash; uint64 blockNumber; address anchorer; }",
  "constructor()",
  "function NOTE_LIMIT() view returns (uint256)",
  "function acceptOwner()",
  "function anchor(bytes32 origin, uint64 size, bytes32 root, bytes note) returns (bool isNew)",
  "function anchorAt(bytes32 origin, uint64 size) view returns (Anchor)",
  "function isAnchored(bytes32 origin, uint64 size, bytes32 root) view returns (bool)",
  "function isAnchorer(bytes32, address) view returns (bool)",
  "function newest(bytes32 origin) view returns (uint64 size, Anchor)",
  "function owner() view returns (address)",
  "function proposeOwner(address proposed)",
  "function proposedOwner() view returns (address)",
  "function setAnchorer(bytes32 origin, address anchorer, bool isAllowed)",
  "event Anchored(bytes32 indexed origin, uint64 indexed size, bytes32 root, bytes32 noteHash, address anchorer, bytes note)",
  "event AnchorerSet(bytes32 indexed origin, address indexed anchorer, bool isAllowed)",
  "event OwnerChanged(address indexed former, address indexed owner)",
  "event OwnerProposed(address indexed owner, address indexed proposed)",
  "error AnotherRoot(bytes32 origin, uint64 size, bytes32 root)",
  "error Malformed()",
  "error NotAnchorer(bytes32 origin, address caller)",
  "error NotOwner(address caller)",
  "error NotProposed(address caller)",
  "error SizeBehind(bytes32 origin, uint64 size, uint64 newest)",
]);
