#include "core/nn/loaders/pickle_reader.h"

#include "core/nn/loaders/pickle_calls.h"

#include <fmt/format.h>

#include <charconv>

namespace kinovar::nn {
namespace {

constexpr std::uint8_t kNewestProtocol = 5;
constexpr std::size_t kDeepestStack = 1 << 20;
constexpr std::size_t kLargestMemo = 1 << 20;

/// Names of CPython's pickletools. Opcodes of protocol 0 are missing where torch.save cannot write
/// them.
enum Opcode : std::uint8_t {
    kMark = '(',
    kStop = '.',
    kPop = '0',
    kPopMark = '1',
    kDup = '2',
    kBinFloat = 'G',
    kInt = 'I',
    kBinInt = 'J',
    kBinInt1 = 'K',
    kLong = 'L',
    kBinInt2 = 'M',
    kNone = 'N',
    kBinPersistentId = 'Q',
    kReduce = 'R',
    kBinString = 'T',
    kShortBinString = 'U',
    kBinUnicode = 'X',
    kBinBytes = 'B',
    kShortBinBytes = 'C',
    kAppend = 'a',
    kBuild = 'b',
    kGlobal = 'c',
    kDict = 'd',
    kEmptyDict = '}',
    kAppends = 'e',
    kBinGet = 'h',
    kLongBinGet = 'j',
    kList = 'l',
    kEmptyList = ']',
    kBinPut = 'q',
    kLongBinPut = 'r',
    kSetItem = 's',
    kTuple = 't',
    kEmptyTuple = ')',
    kSetItems = 'u',
    kProtocol = 0x80,
    kNewObject = 0x81,
    kTuple1 = 0x85,
    kTuple2 = 0x86,
    kTuple3 = 0x87,
    kNewTrue = 0x88,
    kNewFalse = 0x89,
    kLong1 = 0x8A,
    kLong4 = 0x8B,
    kShortBinUnicode = 0x8C,
    kBinUnicode8 = 0x8D,
    kBinBytes8 = 0x8E,
    kEmptySet = 0x8F,
    kAddItems = 0x90,
    kFrozenSet = 0x91,
    kNewObjectWithKeywords = 0x92,
    kStackGlobal = 0x93,
    kMemoize = 0x94,
    kFrame = 0x95,
    kByteArray8 = 0x96,
};

tl::unexpected<Error> broken(std::string message) {
    return failure(ErrorCode::Corrupt, std::move(message), "download the file again");
}

tl::unexpected<Error> unknown_opcode(std::uint8_t opcode) {
    return broken(
        fmt::format("its pickle has the operation 0x{:02x}, which PyTorch does not write", opcode));
}

} // namespace

Result<PickleId> PickleReader::read() {
    while (true) {
        const std::uint64_t at = cursor_.offset();
        KINOVAR_TRY_ASSIGN(const std::uint8_t opcode, cursor_.take_byte());
        if (opcode == kStop) {
            if (stack_.size() != 1 || !marks_.empty()) {
                return broken("its pickle ends with other than one value");
            }
            return pop();
        }
        if (auto done = step(opcode); !done) {
            done.error().message += fmt::format(" (at byte {})", at);
            return failure(std::move(done).error());
        }
    }
}

Status PickleReader::step(std::uint8_t opcode) {
    switch (opcode) {
    case kProtocol: {
        KINOVAR_TRY_ASSIGN(const std::uint8_t version, cursor_.take_byte());
        return version <= kNewestProtocol
                   ? Status{}
                   : failure(ErrorCode::Unsupported,
                             fmt::format("its pickle is of protocol {}; {} is the newest known",
                                         version, kNewestProtocol),
                             "save it with an older pickle_protocol");
    }
    case kFrame: // a hint for buffering, which is not needed
        return cursor_.take_number(sizeof(std::uint64_t)).map([](std::uint64_t) {});
    case kMark:
        if (marks_.size() == kDeepestStack) {
            return broken("its pickle nests too deeply");
        }
        marks_.push_back(stack_.size());
        return {};
    case kPop:
        return pop().map([](PickleId) {});
    case kPopMark:
        return pop_mark().map([](const std::vector<PickleId>&) {});
    case kDup:
        return push(top());
    default:
        return number_step(opcode);
    }
}

Status PickleReader::number_step(std::uint8_t opcode) {
    constexpr std::size_t kDoubleSize = 8;
    const auto push_number = [this](std::size_t size) {
        return cursor_.take_number(size).and_then([this, size](std::uint64_t number) {
            // Numbers of four bytes have a sign, shorter ones have none.
            return push(heap_.add(PickleKind::Integer, size == sizeof(std::int32_t)
                                                           ? static_cast<std::int32_t>(number)
                                                           : static_cast<std::int64_t>(number)));
        });
    };
    switch (opcode) {
    case kNone:
        return push(heap_.add(PickleKind::None));
    case kNewTrue:
    case kNewFalse:
        return push(heap_.add(PickleKind::Boolean, opcode == kNewTrue ? 1 : 0));
    case kBinInt1:
        return push_number(1);
    case kBinInt2:
        return push_number(2);
    case kBinInt:
        return push_number(4);
    case kLong1:
        return push_long(1);
    case kLong4:
        return push_long(4);
    case kInt:
    case kLong:
        return push_decimal();
    case kBinFloat:
        KINOVAR_TRY(cursor_.take(kDoubleSize).map([](std::string_view) {}));
        return push(heap_.add(PickleKind::Real));
    default:
        return text_step(opcode);
    }
}

Status PickleReader::text_step(std::uint8_t opcode) {
    switch (opcode) {
    case kShortBinUnicode:
    case kShortBinString:
        return push_text(PickleKind::Text, 1);
    case kBinUnicode:
    case kBinString:
        return push_text(PickleKind::Text, 4);
    case kBinUnicode8:
        return push_text(PickleKind::Text, 8);
    case kShortBinBytes:
        return push_text(PickleKind::Bytes, 1);
    case kBinBytes:
        return push_text(PickleKind::Bytes, 4);
    case kBinBytes8:
    case kByteArray8:
        return push_text(PickleKind::Bytes, 8);
    default:
        return group_step(opcode);
    }
}

Status PickleReader::group_step(std::uint8_t opcode) {
    const auto push_group = [this](PickleKind kind, Result<std::vector<PickleId>> items) -> Status {
        if (!items) {
            return failure(std::move(items).error());
        }
        if (kind == PickleKind::Dict && items->size() % 2 != 0) {
            return broken("a dictionary of its pickle is not of pairs");
        }
        return push(heap_.add_group(kind, std::move(*items)));
    };
    const auto extend_with = [this](Result<std::vector<PickleId>> items, PickleKind kind) {
        return items.and_then(
            [this, kind](const std::vector<PickleId>& ids) { return extend(ids, kind); });
    };
    switch (opcode) {
    case kEmptyTuple:
        return push_group(PickleKind::Tuple, std::vector<PickleId>{});
    case kTuple1:
    case kTuple2:
    case kTuple3:
        return push_group(PickleKind::Tuple, pop_count(opcode - kTuple1 + std::size_t{1}));
    case kTuple:
        return push_group(PickleKind::Tuple, pop_mark());
    case kEmptyList:
        return push_group(PickleKind::List, std::vector<PickleId>{});
    case kList:
        return push_group(PickleKind::List, pop_mark());
    case kEmptyDict:
        return push_group(PickleKind::Dict, std::vector<PickleId>{});
    case kDict:
        return push_group(PickleKind::Dict, pop_mark());
    case kAppend:
        return extend_with(pop_count(1), PickleKind::List);
    case kAppends:
        return extend_with(pop_mark(), PickleKind::List);
    case kSetItem:
        return extend_with(pop_count(2), PickleKind::Dict);
    case kSetItems:
        return extend_with(pop_mark(), PickleKind::Dict);
    case kEmptySet:
        return push(heap_.add(PickleKind::Opaque));
    case kAddItems:
        return extend_with(pop_mark(), PickleKind::Opaque);
    case kFrozenSet:
        KINOVAR_TRY(pop_mark().map([](const std::vector<PickleId>&) {}));
        return push(heap_.add(PickleKind::Opaque));
    default:
        return memo_step(opcode);
    }
}

Status PickleReader::memo_step(std::uint8_t opcode) {
    switch (opcode) {
    case kMemoize:
        return remember(memo_.size());
    case kBinPut:
    case kLongBinPut:
        return cursor_.take_number(opcode == kBinPut ? 1 : 4).and_then([this](std::uint64_t place) {
            return remember(place);
        });
    case kBinGet:
    case kLongBinGet:
        return cursor_.take_number(opcode == kBinGet ? 1 : 4).and_then([this](std::uint64_t place) {
            return recall(place);
        });
    default:
        return object_step(opcode);
    }
}

Status PickleReader::object_step(std::uint8_t opcode) {
    switch (opcode) {
    case kGlobal: {
        KINOVAR_TRY_ASSIGN(const std::string_view line, cursor_.take_line());
        const std::string module(line);
        KINOVAR_TRY_ASSIGN(const std::string_view name, cursor_.take_line());
        return push_global(module, name);
    }
    case kStackGlobal:
        return push_stack_global();
    case kBinPersistentId:
        return push_storage();
    case kReduce:
    case kNewObject:
        return call(false);
    case kNewObjectWithKeywords:
        return call(true);
    case kBuild:
        return build();
    default:
        return unknown_opcode(opcode);
    }
}

Status PickleReader::push(PickleId id) {
    if (stack_.size() == kDeepestStack) {
        return broken("its pickle nests too deeply");
    }
    stack_.push_back(id);
    return {};
}

Status PickleReader::push(Result<PickleId> id) {
    return id.and_then([this](PickleId made) { return push(made); });
}

Result<PickleId> PickleReader::top() const {
    if (stack_.size() <= (marks_.empty() ? 0 : marks_.back())) {
        return broken("its pickle takes more values than it has put down");
    }
    return stack_.back();
}

Result<PickleId> PickleReader::pop() {
    KINOVAR_TRY_ASSIGN(const PickleId id, top());
    stack_.pop_back();
    return id;
}

Result<std::vector<PickleId>> PickleReader::pop_mark() {
    if (marks_.empty()) {
        return broken("its pickle closes a group that it has not opened");
    }
    const auto begin = stack_.begin() + static_cast<std::ptrdiff_t>(marks_.back());
    marks_.pop_back();
    std::vector<PickleId> items(begin, stack_.end());
    stack_.erase(begin, stack_.end());
    return items;
}

Result<std::vector<PickleId>> PickleReader::pop_count(std::size_t count) {
    if (stack_.size() - (marks_.empty() ? 0 : marks_.back()) < count) {
        return broken("its pickle takes more values than it has put down");
    }
    const auto begin = stack_.end() - static_cast<std::ptrdiff_t>(count);
    std::vector<PickleId> items(begin, stack_.end());
    stack_.erase(begin, stack_.end());
    return items;
}

Status PickleReader::push_text(PickleKind kind, std::size_t size_bytes) {
    KINOVAR_TRY_ASSIGN(const std::uint64_t size, cursor_.take_number(size_bytes));
    KINOVAR_TRY_ASSIGN(const std::string_view text, cursor_.take(size));
    return push(heap_.add_text(kind, text));
}

Status PickleReader::push_long(std::size_t size_bytes) {
    KINOVAR_TRY_ASSIGN(const std::uint64_t size, cursor_.take_number(size_bytes));
    if (size > sizeof(std::int64_t)) {
        KINOVAR_TRY_ASSIGN(const std::string_view bytes, cursor_.take(size));
        return push(heap_.add_text(PickleKind::BigInteger, bytes));
    }
    KINOVAR_TRY_ASSIGN(const std::uint64_t bits, cursor_.take_number(size));
    const unsigned unused = 64U - static_cast<unsigned>(8 * size);
    const std::int64_t number =
        size == 0 ? 0 : static_cast<std::int64_t>(bits << unused) >> unused; // widens the sign
    return push(heap_.add(PickleKind::Integer, number));
}

Status PickleReader::push_decimal() {
    KINOVAR_TRY_ASSIGN(std::string_view digits, cursor_.take_line());
    if (digits == "00" || digits == "01") { // how protocol 1 writes False and True
        return push(heap_.add(PickleKind::Boolean, digits == "01" ? 1 : 0));
    }
    if (digits.ends_with('L')) {
        digits.remove_suffix(1);
    }
    std::int64_t number = 0;
    const char* end = digits.data() + digits.size();
    const auto [stop, error] = std::from_chars(digits.data(), end, number);
    if (stop != end || error == std::errc::invalid_argument) {
        return broken("its pickle has a number that is none");
    }
    return error == std::errc{} ? push(heap_.add(PickleKind::Integer, number))
                                : push(heap_.add_text(PickleKind::BigInteger, digits));
}

/// Adds items to the value on top, which must be of that kind; an Opaque keeps nothing.
Status PickleReader::extend(const std::vector<PickleId>& items, PickleKind kind) {
    KINOVAR_TRY_ASSIGN(const PickleId target, top());
    if (heap_.kind(target) == PickleKind::Opaque) {
        return {};
    }
    if (heap_.kind(target) != kind || (kind == PickleKind::Dict && items.size() % 2 != 0)) {
        return broken("its pickle adds items to a value that takes none of them");
    }
    for (const PickleId item : items) {
        KINOVAR_TRY(heap_.add_child(target, item));
    }
    return {};
}

Status PickleReader::remember(std::uint64_t place) {
    KINOVAR_TRY_ASSIGN(const PickleId id, top());
    if (place >= kLargestMemo) {
        return broken("its pickle has a memory that is too large");
    }
    constexpr PickleId kNothing = 0xFFFFFFFF;
    if (place >= memo_.size()) {
        memo_.resize(place + 1, kNothing);
    }
    memo_[place] = id;
    return {};
}

Status PickleReader::recall(std::uint64_t place) {
    if (place >= memo_.size() || memo_[place] >= heap_.size()) {
        return broken("its pickle recalls a value that it has not kept");
    }
    return push(memo_[place]);
}

Status PickleReader::push_global(std::string_view module, std::string_view name) {
    const auto index = find_global(module, name);
    if (!index) {
        return failure(
            ErrorCode::Refused,
            fmt::format("its pickle asks for {}.{}, which weights do not need; nothing "
                        "was run",
                        module, name),
            "take a file that holds only the weights (state_dict), best as .safetensors, "
            "from a source that you trust");
    }
    return push(heap_.add(PickleKind::Global, static_cast<std::int64_t>(*index)));
}

Status PickleReader::push_stack_global() {
    KINOVAR_TRY_ASSIGN(const auto names, pop_count(2));
    if (heap_.kind(names[0]) != PickleKind::Text || heap_.kind(names[1]) != PickleKind::Text) {
        return broken("its pickle asks for a name that is no text");
    }
    return push_global(heap_.text(names[0]), heap_.text(names[1]));
}

/// ("storage", type, key, device, count[, view]): tensors lie outside of the pickle.
Status PickleReader::push_storage() {
    constexpr std::size_t kNeeded = 5;
    KINOVAR_TRY_ASSIGN(const PickleId id, pop());
    const std::vector<PickleId>& parts = heap_[id].children;
    const bool is_right_length = parts.size() == kNeeded || parts.size() == kNeeded + 1;
    const PickleGlobal* type = is_right_length ? heap_.global(parts[1]) : nullptr;
    if (heap_.kind(id) != PickleKind::Tuple || type == nullptr ||
        type->role != GlobalRole::Storage || heap_.text(parts[0]) != "storage" ||
        heap_.kind(parts[2]) != PickleKind::Text || heap_.kind(parts[4]) != PickleKind::Integer) {
        return failure(ErrorCode::Refused,
                       "its pickle refers to something outside of it that is no row of numbers",
                       "save only the weights of the network (state_dict)");
    }
    return push(heap_.add_group(PickleKind::Storage, {parts.begin() + 1, parts.end()}));
}

/// State of dictionaries (_metadata), parameters and settings: of no interest.
Status PickleReader::build() {
    KINOVAR_TRY(pop().map([](PickleId) {}));
    KINOVAR_TRY_ASSIGN(const PickleId target, top());
    const PickleKind kind = heap_.kind(target);
    if (kind != PickleKind::Dict && kind != PickleKind::Tensor && kind != PickleKind::Opaque) {
        return broken("its pickle gives a state to a value that has none");
    }
    return {};
}

Status PickleReader::call(bool with_keywords) {
    if (with_keywords) {
        KINOVAR_TRY(pop().map([](PickleId) {}));
    }
    KINOVAR_TRY_ASSIGN(const auto parts, pop_count(2));
    return push(call_global(heap_, parts[0], parts[1]));
}

} // namespace kinovar::nn
