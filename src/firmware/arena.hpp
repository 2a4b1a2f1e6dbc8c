// The memory of a board, given out from front to back and taken back all at once.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <new>
#include <span>
#include <type_traits>
#include <utility>

namespace escapement::firmware {

// Does not own the memory.  Task context.
class Arena {
  public:
    explicit Arena(std::span<std::byte> memory) : memory_(memory) {}

    // Builds an object that lives until clear(), or gives nullptr if there is no room.
    template <class T, class... Arguments>
    T* make(Arguments&&... arguments) {
        static_assert(std::is_trivially_destructible_v<T>, "clear() runs no destructors");
        void* place = take(sizeof(T), alignof(T));
        return place ? new (place) T(std::forward<Arguments>(arguments)...) : nullptr;
    }

    // As many value-initialised objects as there is room for, at most `limit`.
    template <class T>
    std::span<T> make_array(std::size_t limit) {
        static_assert(std::is_trivially_destructible_v<T>, "clear() runs no destructors");
        const std::size_t count = room(alignof(T)) / sizeof(T);
        const std::size_t size = count < limit ? count : limit;
        T* first = static_cast<T*>(take(size * sizeof(T), alignof(T)));
        for (std::size_t i = 0; i < size; ++i) new (first + i) T{};
        return {first, size};
    }

    void clear() { used_ = 0; }

  private:
    std::size_t padding(std::size_t alignment) const {
        return -reinterpret_cast<std::uintptr_t>(memory_.data() + used_) & (alignment - 1);
    }
    std::size_t room(std::size_t alignment) const {
        const std::size_t rest = memory_.size() - used_;
        return rest < padding(alignment) ? 0 : rest - padding(alignment);
    }
    void* take(std::size_t size, std::size_t alignment) {
        if (size > room(alignment)) return nullptr;
        used_ += padding(alignment);
        void* place = memory_.data() + used_;
        used_ += size;
        return place;
    }

    std::span<std::byte> memory_;
    std::size_t used_ = 0;
};

}  // namespace escapement::firmware
