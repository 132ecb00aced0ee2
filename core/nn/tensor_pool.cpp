#include "core/nn/tensor_pool.h"

#include "core/nn/torch_compat.h"

#include <c10/core/CPUAllocator.h>
#include <sys/mman.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <mutex>
#include <new>
#include <vector>

namespace kinovar::nn {

namespace {

constexpr std::size_t kAlignment = 64;                  // of every tensor; room for the header too
constexpr std::size_t kLarge = std::size_t{1} << 20U;   // from here on a block is worth keeping
constexpr std::size_t kGranule = std::size_t{1} << 21U; // a huge page
constexpr std::size_t kMostWaste = 2;                   // a block serves requests down to 1/2
constexpr std::uint64_t kPatience = 512; // large requests after which an idle block is given back

/// Stands in front of what is handed out.
struct Header {
    std::size_t capacity = 0; ///< of the whole block; 0: from malloc
};
static_assert(sizeof(Header) <= kAlignment);

/// Free large blocks, by size. Thread-safe.
class Pool {
public:
    void* take(std::size_t bytes) {
        const std::size_t capacity = (bytes + kGranule - 1) / kGranule * kGranule;
        const std::lock_guard lock(mutex_);
        ++clock_;
        give_back_idle();
        const auto at = free_.lower_bound(capacity);
        if (at != free_.end() && at->first <= capacity * kMostWaste) {
            void* block = at->second.block;
            kept_ -= at->first;
            in_use_ += at->first;
            most_in_use_ = std::max(most_in_use_, in_use_);
            free_.erase(at);
            return block;
        }
        make_room(capacity);
        void* block = map(capacity);
        if (block == nullptr) {
            give_back_all();
            block = map(capacity);
        }
        if (block == nullptr) {
            throw std::bad_alloc();
        }
        in_use_ += capacity;
        static_cast<Header*>(block)->capacity = capacity;
        return block;
    }

    void put(void* block) {
        const std::size_t capacity = static_cast<Header*>(block)->capacity;
        const std::lock_guard lock(mutex_);
        in_use_ -= capacity;
        kept_ += capacity;
        free_.emplace(capacity, Free{block, clock_});
    }

    PoolStats stats() {
        const std::lock_guard lock(mutex_);
        return {in_use_, kept_};
    }

    void empty() {
        const std::lock_guard lock(mutex_);
        give_back_all();
    }

private:
    struct Free {
        void* block;
        std::uint64_t since;
    };

    /// Aligned to huge pages, which the system is asked for: fewer faults, fewer TLB misses.
    static void* map(std::size_t capacity) {
        const std::size_t span = capacity + kGranule;
        void* raw =
            ::mmap(nullptr, span, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (raw == MAP_FAILED) {
            return nullptr;
        }
        auto* begin = static_cast<char*>(raw);
        const std::size_t skip =
            (kGranule - reinterpret_cast<std::uintptr_t>(begin) % kGranule) % kGranule;
        if (skip > 0) {
            ::munmap(begin, skip);
        }
        ::munmap(begin + skip + capacity, span - skip - capacity);
        ::madvise(begin + skip, capacity, MADV_HUGEPAGE);
        return begin + skip;
    }

    /// What waits and what is in use together never exceed the most that was ever in use at a time:
    /// blocks of sizes that are not wanted now go, those that waited longest first.
    void make_room(std::size_t capacity) {
        most_in_use_ = std::max(most_in_use_, in_use_ + capacity);
        while (!free_.empty() && in_use_ + kept_ + capacity > most_in_use_) {
            unmap(std::min_element(free_.begin(), free_.end(), [](const auto& a, const auto& b) {
                return a.second.since < b.second.since;
            }));
        }
    }

    void give_back_idle() {
        for (auto at = free_.begin(); at != free_.end();) {
            at = clock_ - at->second.since > kPatience ? unmap(at) : std::next(at);
        }
    }

    void give_back_all() {
        for (auto at = free_.begin(); at != free_.end();) {
            at = unmap(at);
        }
    }

    std::multimap<std::size_t, Free>::iterator
    unmap(std::multimap<std::size_t, Free>::iterator at) {
        kept_ -= at->first;
        ::munmap(at->second.block, at->first);
        return free_.erase(at);
    }

    std::mutex mutex_; // guards all below
    std::multimap<std::size_t, Free> free_;
    std::uint64_t clock_ = 0; // counts requests
    std::size_t in_use_ = 0;
    std::size_t most_in_use_ = 0;
    std::size_t kept_ = 0;
};

/// Never destroyed: tensors may outlive static objects.
Pool& pool() {
    static auto* const one = new Pool;
    return *one;
}

void release(void* data) {
    if (data == nullptr) {
        return;
    }
    void* block = static_cast<char*>(data) - kAlignment;
    if (static_cast<Header*>(block)->capacity == 0) {
        std::free(block);
    } else {
        pool().put(block);
    }
}

class PoolAllocator final : public at::Allocator {
public:
    at::DataPtr allocate(std::size_t bytes) KINOVAR_ALLOCATE_CONST override {
        if (bytes == 0) {
            return {nullptr, nullptr, &release, at::Device(at::kCPU)};
        }
        if (bytes > SIZE_MAX / 4) {
            throw std::bad_alloc();
        }
        const std::size_t total = bytes + kAlignment;
        void* block = nullptr;
        if (total >= kLarge) {
            block = pool().take(total);
        } else {
            block =
                std::aligned_alloc(kAlignment, (total + kAlignment - 1) / kAlignment * kAlignment);
            if (block == nullptr) {
                throw std::bad_alloc();
            }
            static_cast<Header*>(block)->capacity = 0;
        }
        void* data = static_cast<char*>(block) + kAlignment;
        return {data, data, &release, at::Device(at::kCPU)};
    }

    at::DeleterFnPtr raw_deleter() const override { return &release; }

#if KINOVAR_ALLOCATOR_COPIES
    void copy_data(void* to, const void* from, std::size_t count) const override {
        std::copy_n(static_cast<const char*>(from), count, static_cast<char*>(to));
    }
#endif
};

} // namespace

void use_tensor_pool() {
    static auto* const allocator = new PoolAllocator;
    constexpr std::uint8_t kAboveTheDefault = 1;
    c10::SetAllocator(at::DeviceType::CPU, allocator, kAboveTheDefault);
}

PoolStats tensor_pool_stats() {
    return pool().stats();
}

void empty_tensor_pool() {
    pool().empty();
}

} // namespace kinovar::nn
