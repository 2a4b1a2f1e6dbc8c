// A vector with room for N and no heap.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>

#include "base/assert.hpp"

namespace escapement::base {

// Elements are default-constructed in place and assigned; pushing beyond N is a bug.
template <class T, std::size_t N>
class FixedVector {
  public:
    constexpr std::size_t size() const { return size_; }
    constexpr bool empty() const { return size_ == 0; }
    constexpr bool full() const { return size_ == N; }
    static constexpr std::size_t capacity() { return N; }

    constexpr void push_back(const T& value) {
        ASSERT(size_ < N);
        items_[size_++] = value;
    }
    constexpr void pop_back() {
        ASSERT(size_ > 0);
        --size_;
    }
    constexpr void clear() { size_ = 0; }

    constexpr T& operator[](std::size_t i) {
        ASSERT(i < size_);
        return items_[i];
    }
    constexpr const T& operator[](std::size_t i) const {
        ASSERT(i < size_);
        return items_[i];
    }
    constexpr T& back() { return (*this)[size_ - 1]; }
    constexpr T* begin() { return items_.data(); }
    constexpr T* end() { return items_.data() + size_; }
    constexpr const T* begin() const { return items_.data(); }
    constexpr const T* end() const { return items_.data() + size_; }

  private:
    std::array<T, N> items_{};
    std::size_t size_ = 0;
};

}  // namespace escapement::base
