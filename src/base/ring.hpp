// A queue with room for N and no heap: first in, first out.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>

#include "base/assert.hpp"

namespace escapement::base {

// Belongs to one thread.  Pushing when full or popping when empty is a bug: ask first.
template <class T, std::size_t N>
class Ring {
  public:
    constexpr std::size_t size() const { return size_; }
    constexpr bool empty() const { return size_ == 0; }
    constexpr bool full() const { return size_ == N; }

    constexpr void push(const T& value) {
        ASSERT(!full());
        items_[(first_ + size_++) % N] = value;
    }
    constexpr T pop() {
        ASSERT(!empty());
        T value = items_[first_];
        first_ = (first_ + 1) % N;
        --size_;
        return value;
    }
    constexpr T& front() {
        ASSERT(!empty());
        return items_[first_];
    }
    constexpr const T& operator[](std::size_t i) const {
        ASSERT(i < size_);
        return items_[(first_ + i) % N];
    }
    constexpr void clear() { first_ = size_ = 0; }

  private:
    std::array<T, N> items_{};
    std::size_t first_ = 0;
    std::size_t size_ = 0;
};

}  // namespace escapement::base
