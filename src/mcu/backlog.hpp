// A queue that keeps its memory: once it has been as long as it gets, nothing is allocated.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace escapement::mcu {

// First in, first out; its owner bounds its size.  Belongs to one thread.
template <class T>
class Backlog {
  public:
    bool empty() const { return first_ == items_.size(); }
    std::size_t size() const { return items_.size() - first_; }
    // All of it, the oldest first.
    std::span<T> all() { return std::span(items_).subspan(first_); }
    const T& front() const { return items_[first_]; }
    // How many it holds without another allocation.
    std::size_t room() const { return items_.capacity(); }

    void push_back(const T& item) {
        // Else a queue that is never quite empty would grow for ever.
        if (items_.size() == items_.capacity() && first_ > items_.size() / 2) close_up();
        items_.push_back(item);
    }
    void pop_front() {
        ++first_;
        if (empty()) close_up();
    }

  private:
    void close_up() {
        items_.erase(items_.begin(), items_.begin() + static_cast<std::ptrdiff_t>(first_));
        first_ = 0;
    }

    std::vector<T> items_;
    std::size_t first_ = 0;
};

}  // namespace escapement::mcu
