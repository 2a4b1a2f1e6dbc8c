// A value, or the reason there is none.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "base/assert.hpp"

namespace escapement::base {

// Why something failed, in words for the person at the printer.
struct Error {
    std::string what;

    // Says where we were when it happened; the innermost reason stays last.
    Error&& within(std::string_view place) && {
        what.insert(0, std::string(place) + ": ");
        return std::move(*this);
    }
};

// Reading the side that is not there is a bug and ends the program.
template <class T>
class [[nodiscard]] Result {
  public:
    Result(T value) : state_(std::move(value)) {}
    Result(Error error) : state_(std::move(error)) {}

    explicit operator bool() const { return state_.index() == 0; }
    T& operator*() & { return *value(); }
    const T& operator*() const& { return *const_cast<Result*>(this)->value(); }
    T&& operator*() && { return std::move(*value()); }
    T* operator->() { return value(); }
    const T* operator->() const { return const_cast<Result*>(this)->value(); }
    Error& error() {
        Error* error = std::get_if<1>(&state_);
        ASSERT(error);
        return *error;
    }
    const Error& error() const { return const_cast<Result*>(this)->error(); }

  private:
    T* value() {
        T* value = std::get_if<0>(&state_);
        ASSERT(value);
        return value;
    }
    std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> : public Result<std::monostate> {
  public:
    Result() : Result<std::monostate>(std::monostate{}) {}
    Result(Error error) : Result<std::monostate>(std::move(error)) {}
};

}  // namespace escapement::base
