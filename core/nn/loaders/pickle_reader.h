#pragma once

#include "core/nn/loaders/byte_cursor.h"
#include "core/nn/loaders/pickle_heap.h"

#include <string>
#include <vector>

namespace kinovar::nn {

/// Reads one pickle (protocols 1 to 5 as far as torch.save uses them) into a heap. The opcodes that
/// would call or build objects know the names of known_globals() and nothing else; any other name
/// is refused. Work is linear in the length of the pickle, memory bounded by the heap.
///
/// Format: CPython's Lib/pickletools.py describes the opcodes.
class PickleReader {
public:
    PickleReader(ByteCursor& cursor, PickleHeap& heap) : cursor_(cursor), heap_(heap) {}

    /// The value of the pickle; the cursor stands behind it.
    [[nodiscard]] Result<PickleId> read();

private:
    [[nodiscard]] Status step(std::uint8_t opcode);
    [[nodiscard]] Status number_step(std::uint8_t opcode);
    [[nodiscard]] Status text_step(std::uint8_t opcode);
    [[nodiscard]] Status group_step(std::uint8_t opcode);
    [[nodiscard]] Status memo_step(std::uint8_t opcode);
    [[nodiscard]] Status object_step(std::uint8_t opcode);

    [[nodiscard]] Status push(PickleId id);
    [[nodiscard]] Status push(Result<PickleId> id);
    [[nodiscard]] Result<PickleId> pop();
    [[nodiscard]] Result<PickleId> top() const;
    /// What was pushed since the last mark.
    [[nodiscard]] Result<std::vector<PickleId>> pop_mark();
    [[nodiscard]] Result<std::vector<PickleId>> pop_count(std::size_t count);

    [[nodiscard]] Status push_text(PickleKind kind, std::size_t size_bytes);
    [[nodiscard]] Status push_long(std::size_t size_bytes);
    [[nodiscard]] Status push_decimal();
    [[nodiscard]] Status extend(const std::vector<PickleId>& items, PickleKind kind);
    [[nodiscard]] Status remember(std::uint64_t place);
    [[nodiscard]] Status recall(std::uint64_t place);
    [[nodiscard]] Status push_global(std::string_view module, std::string_view name);
    [[nodiscard]] Status push_stack_global();
    [[nodiscard]] Status push_storage();
    [[nodiscard]] Status build();
    [[nodiscard]] Status call(bool with_keywords);

    ByteCursor& cursor_;
    PickleHeap& heap_;
    std::vector<PickleId> stack_;
    std::vector<std::size_t> marks_;
    std::vector<PickleId> memo_;
};

} // namespace kinovar::nn
