# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False
"""The compiled twin of :mod:`checker.patterns.lexicon` and of a finder: the same classes, the same hits, less time.

The reference is the module in Python; ``tests/patterns`` holds each of the two against what ``re`` finds and against
the other, hit for hit.  Hits are kept as arrays of ranges; a range becomes an object when it is handed out.

Words are looked up in a trie from each code point of a text on.  That takes as many steps as the longest word has code
points, where an automaton takes one, but the trie is made in a millisecond and most walks end at the first step, of two
code points, which is made for all places before the others: none waits until what another needs has come out of memory.
"""

cimport cython
from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_FromStringAndSize
from cpython.unicode cimport PyUnicode_DATA, PyUnicode_FindChar, PyUnicode_FromKindAndData, PyUnicode_KIND
from cpython.unicode cimport PyUnicode_READ, PyUnicode_WRITE
from libc.stdlib cimport qsort
from libc.string cimport memcpy, memset

from checker.patterns.patterns import EncodedText
from checker.text.span import Span

FORM = 3  # of a compiled lexicon, as in checker.patterns.patterns
cdef object new_tuple = tuple.__new__  # a record without the call of its constructor
cdef size_t BLOCK = 1 << 14  # bytes

ctypedef unsigned long long Key
cdef Key MULTIPLIER = 0x9E3779B97F4A7C15  # of a hash whose first bits are the best
cdef int END = -2  # stands in chains for the ends of paragraphs; -1 for their beginnings, -3 for any place
cdef Key BEHIND = 0x110000  # what was read of a word: a node and this; or a code point and 1

ctypedef struct Range:
    int start
    int end

ctypedef struct Ranges:
    Range* at  # NULL where it has not been asked for
    int count
    bint whole  # with single characters

ctypedef struct Node:
    Key key  # what was read before it and a code point; 0 where the place is free
    int value  # what a word that ends here stands for; 0 where none does


@cython.final
cdef class Arena:
    """Memory that is given back all at once."""

    cdef list _blocks
    cdef size_t _left
    cdef char* _free

    def __init__(self):
        self._blocks = []

    cdef void* take(self, size_t size) except NULL:
        """Return *size* bytes, at least one, of any content."""
        size = (size + 8) & ~<size_t>7
        if size > self._left:
            self._left = max(size, BLOCK)
            self._blocks.append(PyBytes_FromStringAndSize(NULL, self._left))
            self._free = PyBytes_AS_STRING(self._blocks[len(self._blocks) - 1])
        self._free += size
        self._left -= size
        return self._free - size


@cython.final
cdef class Trie:
    """Words by their code points: a node is its place in a table."""

    cdef list _tables  # empty pages of the system, which nobody has to fill with zeros
    cdef unsigned char* _bits  # by a key's hash: 0 where there is no such key; so few that they stay near the processor
    cdef Node* nodes  # the first is at 1
    cdef Key _mask

    def __init__(self, str words, list values, Key size=0):
        """Take words, one a line, in groups with a NUL between them, and what each stands for, which is joined bit by bit."""
        size = size or 1 << (len(words) // 2).bit_length()  # places: words that begin alike share theirs
        cdef Key key, state = 0, left = size - size // 4
        cdef int node = 0, group = 0, groups = words.count("\0") + 1
        cdef Py_UCS4 char
        values = values[:groups] + [0] * (groups - len(values))  # whatever stands in words
        self._mask = size - 1
        self._tables = [bytes(1 << 17), bytes((size + 1) * sizeof(Node))]
        self._bits = <unsigned char*>PyBytes_AS_STRING(self._tables[0])
        self.nodes = <Node*>PyBytes_AS_STRING(self._tables[1])
        for char in words + "\0":
            if char == c"\n" or char == c"\0":
                self.nodes[node].value |= <int>values[group]
                group, state, node = group + (char == c"\0"), 0, 0
                continue
            key = state << 21 | <Key>char
            node = self.place(key)
            left -= self.nodes[node].key == 0
            if left == 0:
                self.__init__(words, values, size * 2)
                return
            self.nodes[node].key = key
            self._bits[key * MULTIPLIER >> 47] |= 1 << (key * MULTIPLIER >> 44 & 7)
            state = node + BEHIND if state else <Key>char + 1
        self.nodes[0].value = 0  # an empty word is none

    cdef inline int place(self, Key key) noexcept:
        """Where a key stands in the table, or the free place where it would; from there no word goes on."""
        cdef Key at = key * MULTIPLIER >> 20 & self._mask
        while self.nodes[at + 1].key != 0 and self.nodes[at + 1].key != key:
            at = (at + 1) & self._mask
        return at + 1

    cdef inline int may_have(self, Key key) noexcept:
        return self._bits[key * MULTIPLIER >> 47] >> (key * MULTIPLIER >> 44 & 7) & 1

    cdef inline int child(self, Key state, Key char) noexcept:
        """The node behind *char*; 0 where there is none."""
        cdef int node = self.place(state << 21 | char) if self.may_have(state << 21 | char) else 0
        return node if self.nodes[node].key != 0 else 0


cdef class LongestFinder:
    """Lists of words, looked for at each place of a text: see :class:`checker.patterns.finder.LongestFinder`."""

    cdef Trie _words  # a word stands for a bit of each list that has it
    cdef dict _bits

    def __init__(self, dict lists):
        self._bits = {name: 1 << number for number, name in enumerate(lists)}
        self._words = Trie("\0".join(lists.values()), list(self._bits.values()))

    def without(self, str text, tuple names, tuple kept=(), list places=None):
        """Return *text* with blanks in place of words: see there."""
        cdef int out = sum([self._bits[name] for name in names]), wanted = out | sum([self._bits[name] for name in kept])
        cdef int at = 0, behind, node, end, lists = 0, length = len(text), kind = PyUnicode_KIND(text)
        cdef Key state
        cdef void* data = PyUnicode_DATA(text)
        cdef bytes left = PyBytes_FromStringAndSize(<char*>data, (length + 1) * kind)  # with NUL: a single byte is shared
        while at < length:
            state, behind, end = PyUnicode_READ(kind, data, at), at + 1, 0
            node, state = self._words.child(0, state), state + 1
            while True:
                if self._words.nodes[node].value & wanted:
                    lists, end = self._words.nodes[node].value, behind
                node = self._words.child(state, PyUnicode_READ(kind, data, behind)) if behind < length else 0
                if node == 0: break
                state, behind = node + BEHIND, behind + 1
            if end and lists & out:
                if places is not None: places.append((at, end, [name for name in names if self._bits[name] & lists][0]))
                for behind in range(at, end):
                    PyUnicode_WRITE(kind, PyBytes_AS_STRING(left), behind, 32)
            at = max(end, at + 1)
        return PyUnicode_FromKindAndData(kind, PyBytes_AS_STRING(left), length)


cdef class Lexicon:
    """A compiled set of pattern lists, ready to scan texts."""

    cdef Arena _arena
    cdef Trie _words  # a word stands for the first of its slots among the owners
    cdef list _searches, _gaps, _slot_of, _chars  # as :func:`checker.patterns.compile.compile_lexicon` makes them
    cdef dict _searching, _excluding
    cdef int* _owners  # slots, those of a group of words one behind the other, and -1; the first is -1

    def __init__(self, dict compiled):
        cdef int at = 0
        by_number = [{int(key): value for key, value in compiled[name].items()} for name in ("chars", "searching", "excluding")]
        chars, self._searching, self._excluding = by_number
        self._searches, self._gaps, self._slot_of = compiled["searches"], compiled["gaps"], compiled["slots"]
        owners = [-1, *compiled["owners"]]
        self._chars = [chars.get(slot) for slot in range(1 + max(list(chars) + owners))]
        self._arena = Arena()
        self._owners = <int*>self._arena.take(len(owners) * sizeof(int))
        for at in range(len(owners)):
            self._owners[at] = owners[at]
        self._words = Trie(compiled["words"], [at + 1 for at in range(len(owners)) if self._owners[at] < 0])

    def scan(self, str text):
        """Return the hits of all words in *text* (one pass)."""
        return Scan(self, text)


@cython.final
cdef class Scan:
    """The hits of a lexicon in one text.  Offsets are code points of that text."""

    cdef readonly str text
    cdef Lexicon _lexicon
    cdef Arena _arena
    cdef int _length, _kind
    cdef void* _data
    cdef Ranges* _slots  # what the trie found, by slot, and single characters where they were asked for
    cdef Ranges* _searched
    cdef Ranges* _gathered
    cdef Ranges* _found
    cdef Ranges[3] _places  # empty ranges at the beginnings of paragraphs, at their ends, anywhere
    cdef dict _handed_out, _spans
    cdef object _encoded

    def __init__(self, Lexicon lexicon, str text):
        cdef size_t size = (len(lexicon._chars) + len(lexicon._searches) + 2 * len(lexicon._slot_of)) * sizeof(Ranges)
        self.text, self._lexicon = text, lexicon
        self._arena = Arena()
        self._length, self._kind, self._data = len(text), PyUnicode_KIND(text), PyUnicode_DATA(text)
        self._slots = <Ranges*>memset(self._arena.take(size), 0, size)
        self._searched = self._slots + len(lexicon._chars)
        self._gathered = self._searched + len(lexicon._searches)
        self._found = self._gathered + len(lexicon._slot_of)
        self._encoded, self._handed_out, self._spans = EncodedText(text), {}, {}
        self._find_words()

    cdef _find_words(self):
        """Fill the slots, each in the order of the text, shorter words before longer ones that begin there."""
        cdef Trie words = self._lexicon._words
        cdef Range* heads = <Range*>self._arena.take(self._length * sizeof(Range))  # where words may begin, and a node
        cdef int at, behind, node, number, count = 0
        cdef int* slot
        for at in range(self._length - 1):
            heads[count].start = at
            count += words.may_have(self._two_at(at))  # no branch that the processor would have to guess
        for number in range(count):
            heads[number].end = words.place(self._two_at(heads[number].start))
        for number in range(count):
            at, node, behind = heads[number].start, heads[number].end, heads[number].start + 2
            while node != 0:
                slot = self._lexicon._owners + words.nodes[node].value
                while slot[0] >= 0:
                    self._add(&self._slots[slot[0]], at, behind)
                    slot += 1
                if behind == self._length: break
                node = words.child(node + BEHIND, PyUnicode_READ(self._kind, self._data, behind))
                behind += 1

    cdef inline Key _two_at(self, int at) noexcept:  # the key of two code points
        cdef Key first = PyUnicode_READ(self._kind, self._data, at)
        return (first + 1) << 21 | <Key>PyUnicode_READ(self._kind, self._data, at + 1)

    cdef inline int _add(self, Ranges* into, int start, int end) except -1:
        """Add a range; there is room for four, then for as many as some power of two."""
        cdef int room = max(2 * into.count, 4)
        if into.count & (into.count - 1) == 0 and into.count != 1 and into.count != 2:
            into.at = <Range*>memcpy(self._arena.take(room * sizeof(Range)), into.at, into.count * sizeof(Range))
        into.at[into.count].start, into.at[into.count].end = start, end
        into.count += 1
        return 0

    def of(self, str text):
        """Return a scan of another *text* for the same lists."""
        return Scan(self._lexicon, text)

    def hits(self, int number):
        """Return all hits of list *number* in the order of the text; of overlapping ones the first and longest."""
        spans = self._handed_out.get(number)
        if spans is None:
            found = self._disjoint(number)
            spans = self._handed_out[number] = handed_out(found.at, found.count, 0)
        return spans

    def has(self, int number):
        """Return whether list *number* has a hit anywhere."""
        return self._disjoint(number).count > 0

    def words(self, int number):
        """Return the different words of list *number* that the text has; patterns that are no plain words are left out."""
        cdef int at
        slot = self._lexicon._slot_of[number]
        cdef Ranges words = self._new(0) if slot is None else self._of_slot(slot)
        return {self.text[words.at[at].start : words.at[at].end] for at in range(words.count)}

    def within(self, int number, int start, int end):
        """Return the hits of list *number* that lie between two offsets."""
        cdef Ranges found = self._disjoint(number)
        cdef int first = from_start(found, start), last = first
        while last < found.count and found.at[last].end <= end:
            last += 1
        if crosses(found, first, last, start, end):
            return self._by_itself(number, start, end)
        return handed_out(found.at + first, last - first, 0)

    def first_within(self, int number, int start, int end):
        """Return the first hit of list *number* between two offsets."""
        cdef Ranges found = self._disjoint(number)
        cdef int first = from_start(found, start)
        if first < found.count and found.at[first].end <= end and not (first and found.at[first - 1].end > start):
            return new_tuple(Span, (found.at[first].start, found.at[first].end))
        return next(iter(self._by_itself(number, start, end) if crosses(found, first, first, start, end) else ()), None)

    def any_within(self, int number, int start, int end):
        """Return whether list *number* has a hit between two offsets."""
        return self.first_within(number, start, end) is not None

    cdef list _by_itself(self, int number, int start, int end):
        """The hits of a list in a span read alone: one that runs across its end may hide a shorter one inside."""
        cdef Scan inner = self._spans.get((start, end))
        if inner is None:
            inner = self._spans[start, end] = Scan(self._lexicon, self.text[start:end])
        found = inner._disjoint(number)
        return handed_out(found.at, found.count, max(start, 0))

    cdef Ranges _new(self, int room) except *:
        return Ranges(<Range*>self._arena.take(room * sizeof(Range)), 0, False)

    cdef Range* _sorted(self, Ranges some, int (*order)(const void*, const void*) noexcept nogil) except NULL:
        cdef Range* made = <Range*>memcpy(self._new(some.count).at, some.at, some.count * sizeof(Range))
        qsort(made, some.count, sizeof(Range), order)
        return made

    cdef Ranges _disjoint(self, int number) except *:
        """What :meth:`hits` gives, found once."""
        cdef Ranges kept, found
        cdef int at
        if self._found[number].at == NULL:
            found = self._gather(number)
            kept = Ranges(self._sorted(found, by_start), 0, False)
            for at in range(found.count):
                if kept.count == 0 or kept.at[at].start >= kept.at[kept.count - 1].end:
                    kept.at[kept.count] = kept.at[at]
                    kept.count += 1
            self._found[number] = kept
        return self._found[number]

    cdef Ranges _gather(self, int number) except *:
        """All hits of an entry, in no order; a pattern that several lists exclude by is looked up once."""
        cdef Ranges kept, found
        if self._gathered[number].at != NULL:
            return self._gathered[number]
        slot = self._lexicon._slot_of[number]
        found = self._new(0) if slot is None else self._joined(self._new(0), self._of_slot(slot))
        for search in self._lexicon._searching.get(number, ()):
            found = self._joined(found, self._search(search))
        for inner, exclusions in self._lexicon._excluding.get(number, ()):
            kept = self._gather(inner)
            for exclusion in exclusions:
                if kept.count == 0: break
                kept = self._clear_of(kept, self._gather(exclusion))
            found = self._joined(found, kept)
        self._gathered[number] = found
        return found

    cdef Ranges _joined(self, Ranges some, Ranges more) except *:
        cdef Ranges both
        if some.count == 0 or more.count == 0:
            return more if more.count else some
        both = self._new(some.count + more.count)
        memcpy(both.at, some.at, some.count * sizeof(Range))
        memcpy(both.at + some.count, more.at, more.count * sizeof(Range))
        both.count = some.count + more.count
        return both

    cdef Ranges _of_slot(self, int slot) except *:
        """Where the words of a slot stand, in the order of the text."""
        cdef str chars = self._lexicon._chars[slot]
        cdef Ranges* found = &self._slots[slot]
        cdef int at
        cdef Py_UCS4 char
        if chars is not None and not found.whole:
            for char in chars:
                at = PyUnicode_FindChar(self.text, char, 0, self._length, 1)
                while at >= 0:
                    self._add(found, at, at + 1)
                    at = PyUnicode_FindChar(self.text, char, at + 1, self._length, 1)
            qsort(found.at, found.count, sizeof(Range), by_start)
            found.whole = True
        return found[0]

    cdef Ranges _of_link(self, int link) except *:
        """The hits of a slot, or the empty ranges that a negative number stands for."""
        cdef int at, which = -1 - link
        if link >= 0:
            return self._of_slot(link)
        if self._places[which].count == 0:
            for at in range(self._length + 1):
                if which == 2 or at == self._length * which or PyUnicode_READ(self._kind, self._data, at - 1 + which) == c"\n":
                    self._add(&self._places[which], at, at)
        return self._places[which]

    cdef Ranges _search(self, int number) except *:
        if self._searched[number].at == NULL:
            search = self._lexicon._searches[number]
            self._searched[number] = self._chained(search) if isinstance(search[0], int) else self._matched(search)
        return self._searched[number]

    cdef bint _cannot_be(self, int slot) except -1:
        """Whether a slot is empty that the trie alone fills."""
        return slot >= 0 and self._slots[slot].count == 0 and self._lexicon._chars[slot] is None

    cdef Ranges _chained(self, list search) except *:
        """Hits of words that are followed by those of another search within a gap; of several with one start the longest.

        Like a greedy expression, a gap reaches as far as it may, but not across the end of a paragraph or a stop.
        """
        cdef int at, last, bound, least = 0, most = 0, link = search[0]
        cdef Ranges behind, words, found = self._new(0)
        cdef str stops, members
        cdef Range hit
        if self._cannot_be(link):
            return found
        if len(search) > 1:
            behind = self._search(search[2])
            if behind.count == 0:
                return found
            least, most, stops, members = self._lexicon._gaps[search[1]]
        words = self._of_link(link)
        found = self._new(words.count)
        for at in range(words.count):
            hit = words.at[at]
            if len(search) > 1:
                last = from_start(behind, hit.end + most + 1) - 1
                if last < 0 or behind.at[last].start < hit.end + least:
                    continue
                bound = self._stopped(stops, members, hit.end, behind.at[last].start)
                if bound < behind.at[last].start:
                    last = from_start(behind, bound + 1) - 1
                    if last < 0 or behind.at[last].start < hit.end + least:
                        continue
                hit.end = behind.at[last].end
            add_longest(&found, hit.start, hit.end)
        return found

    cdef int _stopped(self, str stops, str members, int start, int end) except -1:
        """The first end of a paragraph, or stop, or none of some members between two offsets; *end* where there is none."""
        cdef int at
        cdef Py_UCS4 char
        for at in range(start, end):
            char = PyUnicode_READ(self._kind, self._data, at)
            if char == c"\n" or char in stops or (members and char not in members):
                return at
        return end

    cdef Ranges _clear_of(self, Ranges ranges, Ranges others) except *:
        """Those of *ranges* that overlap none of *others*; both are walked once, whatever a text repeats."""
        cdef Ranges kept
        cdef int at = 0, number, reach = -1  # the furthest end of all others that start before the range at hand ends
        if others.count == 0:
            return ranges
        kept = Ranges(self._sorted(ranges, by_end), 0, False)
        others.at = self._sorted(others, by_start)
        for number in range(ranges.count):
            while at < others.count and others.at[at].start < kept.at[number].end:
                reach = max(reach, others.at[at].end)
                at += 1
            if reach <= kept.at[number].start:
                kept.at[kept.count] = kept.at[number]
                kept.count += 1
        return kept

    cdef Ranges _matched(self, list search) except *:
        """The matches of a regular expression in paragraphs with a word of each slot; in all where there is no slot."""
        cdef Ranges found = self._new(0)
        regex, gate, *needed = search
        holding = None if gate is None else set() if any([self._cannot_be(slot) for slot in needed]) else self._holding(gate)
        for slot in needed if holding else ():
            holding = holding and holding & self._holding(slot)
        for start, end in self._encoded.matches(regex, holding) if gate is None or holding else ():
            self._add(&found, start, end)
        return found

    cdef set _holding(self, int slot):
        """The numbers of the paragraphs that hold a word of a slot."""
        cdef Ranges words = self._of_slot(slot), ends = self._of_link(END)
        cdef int at
        return {from_start(ends, words.at[at].start) for at in range(words.count)}


cdef list handed_out(Range* ranges, int count, int shift):
    """Spans as others use them, *shift* code points further on."""
    cdef int at
    return [new_tuple(Span, (ranges[at].start + shift, ranges[at].end + shift)) for at in range(count)]


cdef int by_start(const void* one, const void* other) noexcept nogil:
    return (<Range*>one).start - (<Range*>other).start or (<Range*>other).end - (<Range*>one).end  # the longest first


cdef int by_end(const void* one, const void* other) noexcept nogil:
    return (<Range*>one).end - (<Range*>other).end


cdef void add_longest(Ranges* into, int start, int end) noexcept:
    """Add a range to those that begin before it; of several with one start the longest is kept."""
    if into.count and into.at[into.count - 1].start == start:
        into.at[into.count - 1].end = max(into.at[into.count - 1].end, end)
        return
    into.at[into.count].start, into.at[into.count].end = start, end
    into.count += 1


cdef int from_start(Ranges found, int start) noexcept:
    """The number of the first range that does not begin before an offset."""
    cdef int low = 0, high = found.count, middle
    while low < high:
        middle = (low + high) // 2
        if found.at[middle].start < start:
            low = middle + 1
        else:
            high = middle
    return low


cdef bint crosses(Ranges found, int first, int last, int start, int end) noexcept:
    """Whether a hit runs across an end of a span in which those from *first* to *last* lie."""
    return (last < found.count and found.at[last].start < end) or (first > 0 and found.at[first - 1].end > start)
