#pragma once

#include "core/base/result.h"

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <unordered_map>

namespace kinovar {

/// Least-recently-used cache with a budget in bytes and single-flight loads: when several threads
/// ask for the same missing key, one loads and the others wait for its value. A failed load is not
/// kept; the waiters get the same error, but for Cancelled: that is the wish of the caller whose
/// load it was, so each waiter then asks anew and loads itself.
///
/// Thread-safe. `Value` is shared and immutable. A value larger than the budget is handed out but
/// not kept.
template <class Key, class Value, class Hash = std::hash<Key>>
class BudgetCache {
public:
    using Pointer = std::shared_ptr<const Value>;
    using Load = std::function<Result<Pointer>()>;

    BudgetCache(std::size_t budget_bytes, std::function<std::size_t(const Value&)> size_of)
        : budget_(budget_bytes), size_of_(std::move(size_of)) {}

    /// The value of `key`, loaded by the calling thread if nobody has it yet.
    [[nodiscard]] Result<Pointer> get(const Key& key, const Load& load) {
        std::shared_ptr<Flight> flight;
        {
            std::unique_lock lock(mutex_);
            while (const auto found = find(key, lock)) {
                if (*found || found->error().code != ErrorCode::Cancelled) {
                    ++hits_;
                    return *found;
                }
            }
            ++misses_;
            flight = std::make_shared<Flight>();
            flights_.emplace(key, flight);
        }
        return land(key, *flight, run(load));
    }

    /// The value if it is there; never loads.
    [[nodiscard]] Pointer peek(const Key& key) const {
        const std::lock_guard lock(mutex_);
        const auto at = entries_.find(key);
        return at == entries_.end() ? nullptr : at->second.value;
    }

    /// Puts a value that was made on the side.
    void put(const Key& key, Pointer value) {
        const std::lock_guard lock(mutex_);
        store(key, std::move(value));
    }

    void clear() {
        const std::lock_guard lock(mutex_);
        entries_.clear();
        order_.clear();
        used_ = 0;
    }

    void set_budget(std::size_t bytes) {
        const std::lock_guard lock(mutex_);
        budget_ = bytes;
        evict();
    }

    struct Stats {
        std::size_t hits, misses, bytes, entries;
    };
    [[nodiscard]] Stats stats() const {
        const std::lock_guard lock(mutex_);
        return {hits_, misses_, used_, entries_.size()};
    }

private:
    struct Flight {
        bool landed = false;
        std::shared_ptr<Result<Pointer>> result;
    };
    struct Entry {
        Pointer value;
        std::size_t bytes;
        typename std::list<Key>::iterator place;
    };

    /// The kept value, or what another thread's load that is under way comes to; nothing where
    /// there is neither. Lets go of the lock while it waits.
    std::optional<Result<Pointer>> find(const Key& key, std::unique_lock<std::mutex>& lock) {
        if (const auto at = entries_.find(key); at != entries_.end()) {
            order_.splice(order_.begin(), order_, at->second.place);
            return at->second.value;
        }
        const auto at = flights_.find(key);
        if (at == flights_.end()) {
            return std::nullopt;
        }
        const std::shared_ptr<Flight> flight = at->second;
        landed_.wait(lock, [&] { return flight->landed; });
        return *flight->result;
    }

    static Result<Pointer> run(const Load& load) {
        try {
            return load();
        } catch (const std::bad_alloc&) {
            return failure(ErrorCode::OutOfMemory, "memory ran out while loading into a cache");
        }
    }

    Result<Pointer> land(const Key& key, Flight& flight, Result<Pointer> result) {
        {
            const std::lock_guard lock(mutex_);
            if (result) {
                store(key, *result);
            }
            flight.result = std::make_shared<Result<Pointer>>(result);
            flight.landed = true;
            flights_.erase(key);
        }
        landed_.notify_all();
        return result;
    }

    void store(const Key& key, Pointer value) {
        const std::size_t bytes = size_of_(*value);
        if (const auto at = entries_.find(key); at != entries_.end()) {
            used_ -= at->second.bytes;
            order_.erase(at->second.place);
            entries_.erase(at);
        }
        if (bytes > budget_) {
            return;
        }
        order_.push_front(key);
        entries_.emplace(key, Entry{std::move(value), bytes, order_.begin()});
        used_ += bytes;
        evict();
    }

    void evict() {
        while (used_ > budget_ && !order_.empty()) {
            const auto at = entries_.find(order_.back());
            used_ -= at->second.bytes;
            entries_.erase(at);
            order_.pop_back();
        }
    }

    mutable std::mutex mutex_; // guards all below
    std::condition_variable landed_;
    std::size_t budget_;
    const std::function<std::size_t(const Value&)> size_of_;
    std::list<Key> order_; // most recent first
    std::unordered_map<Key, Entry, Hash> entries_;
    std::unordered_map<Key, std::shared_ptr<Flight>, Hash> flights_;
    std::size_t used_ = 0;
    std::size_t hits_ = 0;
    std::size_t misses_ = 0;
};

} // namespace kinovar
