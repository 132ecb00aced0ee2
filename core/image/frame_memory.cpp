#include "core/image/frame_memory.h"

#include <deque>
#include <mutex>
#include <new>

namespace kinovar {

namespace {

constexpr std::align_val_t kAlignment{64};
/// Below this the allocator's own recycling is good enough.
constexpr std::size_t kSmallestKept = std::size_t{1} << 20U;
constexpr std::size_t kBudget = std::size_t{192} << 20U;

struct Block {
    float* memory;
    std::size_t bytes;
};

/// Blocks that wait for the next frame, the longest unused first.
class Shelf {
public:
    float* take(std::size_t bytes) {
        const std::lock_guard lock(mutex_);
        for (auto block = blocks_.rbegin(); block != blocks_.rend(); ++block) {
            if (block->bytes == bytes) {
                float* const memory = block->memory;
                kept_ -= bytes;
                blocks_.erase(std::next(block).base());
                return memory;
            }
        }
        return nullptr;
    }

    /// False where the block is not wanted.
    bool put(float* memory, std::size_t bytes) noexcept {
        if (bytes < kSmallestKept || bytes > kBudget) {
            return false;
        }
        const std::lock_guard lock(mutex_);
        try {
            blocks_.push_back({memory, bytes});
        } catch (const std::bad_alloc&) {
            return false;
        }
        kept_ += bytes;
        while (kept_ > kBudget) {
            kept_ -= blocks_.front().bytes;
            ::operator delete[](blocks_.front().memory, kAlignment);
            blocks_.pop_front();
        }
        return true;
    }

private:
    std::mutex mutex_; // guards all below
    std::deque<Block> blocks_;
    std::size_t kept_ = 0;
};

/// Never destroyed: frames may outlive static objects.
Shelf& shelf() {
    static Shelf* const instance = new Shelf;
    return *instance;
}

} // namespace

float* take_frame_memory(std::size_t bytes) {
    if (bytes >= kSmallestKept) {
        if (float* const memory = shelf().take(bytes)) {
            return memory;
        }
    }
    return static_cast<float*>(::operator new[](bytes, kAlignment));
}

void give_back_frame_memory(float* memory, std::size_t bytes) noexcept {
    if (memory != nullptr && !shelf().put(memory, bytes)) {
        ::operator delete[](memory, kAlignment);
    }
}

} // namespace kinovar
