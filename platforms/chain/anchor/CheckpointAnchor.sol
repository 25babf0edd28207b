// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// Remembers checkpoints of ledgers: one root for a size of an origin, for ever, and the signed note in which it was published.
///
/// - A second root for a size is refused; the same root again changes nothing and is no error, so callers may repeat a call whose fate they do not know.
/// - Sizes only grow: nothing can be put in below what stands here, where nobody who asks for the newest looks any more.
/// - Only anchorers named for an origin may write; the owner names them, and can neither write nor take back what was written.
/// - It cannot tell whether a larger tree extends a smaller one, nor whether the note says what the call says: readers check both.
///
/// No call leaves this contract, so nothing can come back into it; it holds no money and takes none.
contract CheckpointAnchor {
    struct Anchor {
        bytes32 root;
        /// SHA-256 of the note.
        bytes32 noteHash;
        uint64 blockNumber;
        address anchorer;
    }

    /// The note stands in the event: whoever finds another root here finds the signature under it too.
    event Anchored(bytes32 indexed origin, uint64 indexed size, bytes32 root, bytes32 noteHash, address anchorer, bytes note);
    event AnchorerSet(bytes32 indexed origin, address indexed anchorer, bool isAllowed);
    event OwnerProposed(address indexed owner, address indexed proposed);
    event OwnerChanged(address indexed former, address indexed owner);

    error NotOwner(address caller);
    error NotProposed(address caller);
    error NotAnchorer(bytes32 origin, address caller);
    error AnotherRoot(bytes32 origin, uint64 size, bytes32 root);
    error SizeBehind(bytes32 origin, uint64 size, uint64 newest);
    error Malformed();

    uint256 public constant NOTE_LIMIT = 16384;

    address public owner;
    address public proposedOwner;
    /// SHA-256 of a ledger's origin => account => whether it may anchor.
    mapping(bytes32 => mapping(address => bool)) public isAnchorer;
    mapping(bytes32 => mapping(uint64 => Anchor)) private anchors;
    mapping(bytes32 => uint64) private newestSizes;

    modifier onlyOwner() {
        if (msg.sender != owner) revert NotOwner(msg.sender);
        _;
    }

    constructor() {
        owner = msg.sender;
        emit OwnerChanged(address(0), msg.sender);
    }

    /// Gives whether the anchor is new.
    function anchor(bytes32 origin, uint64 size, bytes32 root, bytes calldata note) external returns (bool isNew) {
        if (!isAnchorer[origin][msg.sender]) revert NotAnchorer(origin, msg.sender);
        if (size == 0 || root == bytes32(0) || note.length == 0 || note.length > NOTE_LIMIT) revert Malformed();
        bytes32 known = anchors[origin][size].root;
        if (known == root) return false;
        if (known != bytes32(0)) revert AnotherRoot(origin, size, known);
        uint64 newestSize = newestSizes[origin];
        if (size < newestSize) revert SizeBehind(origin, size, newestSize);
        bytes32 noteHash = sha256(note);
        anchors[origin][size] = Anchor(root, noteHash, uint64(block.number), msg.sender);
        newestSizes[origin] = size;
        emit Anchored(origin, size, root, noteHash, msg.sender, note);
        return true;
    }

    /// A root of zero: nothing is anchored at this size.
    function anchorAt(bytes32 origin, uint64 size) external view returns (Anchor memory) {
        return anchors[origin][size];
    }

    /// A size of zero: nothing is anchored for this origin.
    function newest(bytes32 origin) external view returns (uint64 size, Anchor memory) {
        size = newestSizes[origin];
        return (size, anchors[origin][size]);
    }

    function isAnchored(bytes32 origin, uint64 size, bytes32 root) external view returns (bool) {
        return root != bytes32(0) && anchors[origin][size].root == root;
    }

    function setAnchorer(bytes32 origin, address anchorer, bool isAllowed) external onlyOwner {
        isAnchorer[origin][anchorer] = isAllowed;
        emit AnchorerSet(origin, anchorer, isAllowed);
    }

    /// Ownership goes over only when the proposed account takes it: a mistyped address loses nothing. Zero withdraws the proposal.
    function proposeOwner(address proposed) external onlyOwner {
        proposedOwner = proposed;
        emit OwnerProposed(owner, proposed);
    }

    function acceptOwner() external {
        if (msg.sender != proposedOwner) revert NotProposed(msg.sender);
        emit OwnerChanged(owner, msg.sender);
        owner = msg.sender;
        proposedOwner = address(0);
    }
}
