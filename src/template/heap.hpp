// Memory that lives as long as one evaluation and is given back in one piece.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <new>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace escapement::templates {

// Nothing is destroyed singly, so whatever is made here must not need a destructor.  What was
// asked for in all is counted; who uses the heap compares it with a limit.
class Heap {
  public:
    Heap() = default;
    Heap(const Heap&) = delete;
    Heap& operator=(const Heap&) = delete;

    void* allocate(std::size_t bytes) {
        bytes = (bytes + 15) / 16 * 16;
        if (bytes > left_) grow(bytes);
        std::byte* const at = next_;
        next_ += bytes;
        left_ -= bytes;
        used_ += bytes;
        return at;
    }

    template <class T, class... Arguments>
    T* make(Arguments&&... arguments) {
        return new (allocate(sizeof(T))) T{std::forward<Arguments>(arguments)...};
    }

    // Default values; the count may be 0.
    template <class T>
    T* array(std::size_t count) {
        static_assert(std::is_trivially_destructible_v<T>);
        T* const items = static_cast<T*>(allocate(count * sizeof(T)));
        for (std::size_t i = 0; i < count; ++i) new (items + i) T{};
        return items;
    }

    std::string_view copy(std::string_view text) {
        if (text.empty()) return {};
        char* const at = static_cast<char*>(allocate(text.size()));
        std::memcpy(at, text.data(), text.size());
        return {at, text.size()};
    }

    std::size_t used() const { return used_; }

  private:
    static constexpr std::size_t first_chunk = 2 * 1024;
    static constexpr std::size_t least_chunk = 8 * 1024;
    static constexpr std::size_t most_chunk = 256 * 1024;

    void grow(std::size_t bytes) {
        const auto size = std::max(bytes, next_chunk_);
        next_chunk_ = std::min(next_chunk_ * 2, most_chunk);
        chunks_.push_back(std::make_unique_for_overwrite<std::byte[]>(size));
        next_ = chunks_.back().get();
        left_ = size;
    }

    alignas(16) std::byte first_[first_chunk];  // enough for most
    std::vector<std::unique_ptr<std::byte[]>> chunks_;
    std::byte* next_ = first_;
    std::size_t left_ = first_chunk;
    std::size_t used_ = 0;
    std::size_t next_chunk_ = least_chunk;
};

}  // namespace escapement::templates
