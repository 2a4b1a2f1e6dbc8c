// Queues of what devices are to do later, all fed from one pool.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A board tells its host once how many moves it can hold; the host spreads them over steppers
// and outputs as it likes.  So the slots are shared, and a queue is a chain of them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <type_traits>

#include "base/assert.hpp"

namespace escapement::firmware {

inline constexpr std::size_t max_moves = 1024;
inline constexpr std::size_t max_move_size = 12;

// What can wait in a queue.
template <class T>
concept Move = std::is_trivially_copyable_v<T> && sizeof(T) <= max_move_size;

class MovePool {
  public:
    using Index = std::uint16_t;
    static constexpr Index nowhere = 0xffff;

    struct Slot {
        alignas(4) std::array<std::byte, max_move_size> data;
        Index next;
    };

    // Takes over the slots, all of them free.
    void assign(std::span<Slot> slots) {
        ASSERT(slots.size() < nowhere);
        slots_ = slots;
        free_ = nowhere;
        for (std::size_t i = slots.size(); i > 0; --i) release(static_cast<Index>(i - 1));
    }

    std::uint16_t capacity() const { return static_cast<std::uint16_t>(slots_.size()); }

    // A free slot, or `nowhere`.
    Index take() {
        const Index index = free_;
        if (index != nowhere) free_ = slots_[index].next;
        return index;
    }
    void release(Index index) {
        slots_[index].next = free_;
        free_ = index;
    }
    Slot& operator[](Index index) { return slots_[index]; }

  private:
    std::span<Slot> slots_;
    Index free_ = nowhere;
};

// First in, first out.  Calls that two contexts may make are made under lock.
template <Move T>
class MoveQueue {
  public:
    bool empty() const { return first_ == MovePool::nowhere; }

    // False if the pool is exhausted.
    [[nodiscard]] bool push(MovePool& pool, const T& move) {
        const MovePool::Index index = pool.take();
        if (index == MovePool::nowhere) return false;
        std::memcpy(pool[index].data.data(), &move, sizeof(T));
        pool[index].next = MovePool::nowhere;
        (empty() ? first_ : pool[last_].next) = index;
        last_ = index;
        return true;
    }

    // The oldest move; there must be one.
    T front(MovePool& pool) const {
        T move;
        std::memcpy(&move, pool[first_].data.data(), sizeof(T));
        return move;
    }

    T pop(MovePool& pool) {
        const T move = front(pool);
        const MovePool::Index index = first_;
        first_ = pool[index].next;
        pool.release(index);
        return move;
    }

    void clear(MovePool& pool) {
        while (!empty()) pop(pool);
    }

  private:
    MovePool::Index first_ = MovePool::nowhere;
    MovePool::Index last_ = MovePool::nowhere;
};

}  // namespace escapement::firmware
