// A message is a plain struct plus one line naming its fields.
// SPDX-License-Identifier: GPL-3.0-or-later
//
//   struct StepperPosition {
//       Oid oid;
//       std::int32_t pos;
//       static constexpr wire::Schema<"stepper_position", &StepperPosition::oid,
//                                     &StepperPosition::pos> schema{};
//   };
//
// From that line come the dictionary entry ("stepper_position oid=%c pos=%i"), the encoder and
// the decoder.  Firmware, host and simulator include the same struct and so cannot disagree.
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

#include "base/fixed_string.hpp"
#include "base/member_name.hpp"
#include "wire/codec.hpp"

namespace escapement::wire {

// The number that stands for a message on the cable, from the dictionary of the board.  One
// byte is enough for -32 to 95.
using MessageId = std::int16_t;

// How a C++ type travels: its format letters, and how it is written and read.
template <class T>
struct Field;

template <std::integral T>
requires(sizeof(T) <= 4) struct Field<T> {
    static constexpr std::string_view format = sizeof(T) == 1 ? "%c"
                                               : sizeof(T) == 2
                                                   ? (std::is_signed_v<T> ? "%hi" : "%hu")
                                                   : (std::is_signed_v<T> ? "%i" : "%u");
    static constexpr std::size_t max_size = sizeof(T) == 1 ? 2 : sizeof(T) == 2 ? 3 : 5;

    static constexpr void put(T value, Writer& out) {
        out.put_int(static_cast<std::uint32_t>(value));
    }
    static constexpr T take(Reader& in) {
        if constexpr (sizeof(T) < 4)
            return static_cast<T>(in.take_int(8 * sizeof(T)));
        else
            return static_cast<T>(in.take_int());
    }
};

template <class T>
requires std::is_enum_v<T>
struct Field<T> : Field<std::underlying_type_t<T>> {
    using Raw = Field<std::underlying_type_t<T>>;
    static constexpr void put(T value, Writer& out) {
        Raw::put(static_cast<std::underlying_type_t<T>>(value), out);
    }
    static constexpr T take(Reader& in) { return static_cast<T>(Raw::take(in)); }
};

// A strong type with a public `raw` member travels as that member does.
template <class T>
requires requires(T t) {
    t.raw;
}
struct Field<T> : Field<decltype(T::raw)> {
    using Raw = Field<decltype(T::raw)>;
    static constexpr void put(T value, Writer& out) { Raw::put(value.raw, out); }
    static constexpr T take(Reader& in) { return T{Raw::take(in)}; }
};

// A decoded buffer or text shows the received block and lives as long as that.
template <>
struct Field<Bytes> {
    static constexpr std::string_view format = "%*s";
    static constexpr std::size_t max_size = 64;
    static constexpr void put(Bytes value, Writer& out) { out.put_bytes(value); }
    static constexpr Bytes take(Reader& in) { return in.take_bytes(); }
};

template <>
struct Field<std::string_view> {
    static constexpr std::string_view format = "%s";
    static constexpr std::size_t max_size = 64;
    static constexpr void put(std::string_view value, Writer& out) { out.put_text(value); }
    static std::string_view take(Reader& in) {
        const Bytes bytes = in.take_bytes();
        return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
    }
};

// A member whose format letters differ from those of its type.
template <base::FixedString Letters, auto Pointer>
struct Spelled {
    static constexpr auto member = Pointer;
    static constexpr std::string_view format = Letters.view();
};
template <base::FixedString Letters, auto Pointer>
inline constexpr Spelled<Letters, Pointer> spelled{};

namespace detail {

template <class T, class Class>
T member_type(T Class::*);

// What one argument of a Schema says: a pointer to member, alone or with its letters.
template <auto Item>
struct Entry {
    static constexpr auto member = Item;
    using Type = decltype(member_type(Item));
    static constexpr std::string_view format = Field<Type>::format;
};
template <auto Item>
requires requires {
    Item.member;
}
struct Entry<Item> {
    static constexpr auto member = Item.member;
    using Type = decltype(member_type(Item.member));
    static constexpr std::string_view format = Item.format;
};

}  // namespace detail

template <base::FixedString Name, auto... Items>
struct Schema {
    static constexpr std::string_view name = Name.view();
    static constexpr std::size_t arity = sizeof...(Items);
    // Bytes that a message takes at most, its identifier included; buffers count as a block.
    static constexpr std::size_t max_size =
        (2 + ... + Field<typename detail::Entry<Items>::Type>::max_size);

    // The text by which both ends recognise the message at connect time.
    static constexpr auto format() {
        constexpr std::size_t length =
            (name.size() + ... +
             (2 + member_name<Items>().size() + detail::Entry<Items>::format.size()));
        std::array<char, length> out{};
        std::size_t at = 0;
        auto append = [&](std::string_view text) {
            for (char c : text) out[at++] = c;
        };
        append(name);
        ((append(" "),
          append(member_name<Items>()),
          append("="),
          append(detail::Entry<Items>::format)),
         ...);
        return out;
    }

    template <class Message>
    static constexpr void put(const Message& message, Writer& out) {
        (Field<typename detail::Entry<Items>::Type>::put(message.*detail::Entry<Items>::member,
                                                         out),
         ...);
    }

    template <class Message>
    static constexpr void take(Reader& in, Message& message) {
        ((message.*detail::Entry<Items>::member =
              Field<typename detail::Entry<Items>::Type>::take(in)),
         ...);
    }

  private:
    template <auto Item>
    static consteval std::string_view member_name() {
        return base::member_name<detail::Entry<Item>::member>();
    }
};

template <class M>
concept Message = std::is_aggregate_v<M> && requires {
    M::schema.name;
};

// A command that is answered names its answer: `using Reply = ...`.
template <class M>
concept Query = Message<M> && Message<typename M::Reply>;

namespace detail {
template <Message M>
inline constexpr auto format_storage = decltype(M::schema)::format();
}  // namespace detail

// "queue_step oid=%c interval=%u count=%hu add=%hi"
template <Message M>
inline constexpr std::string_view format{detail::format_storage<M>.data(),
                                         detail::format_storage<M>.size()};

// Appends identifier and fields.  If they do not fit, `out` stays as it was: false.
template <Message M>
constexpr bool encode(MessageId id, const M& message, Writer& out) {
    const std::size_t start = out.size();
    out.put_int(static_cast<std::uint32_t>(std::int32_t{id}));
    M::schema.put(message, out);
    if (out.fits()) return true;
    out.rewind(start);
    return false;
}

constexpr MessageId take_id(Reader& in) {
    return static_cast<MessageId>(in.take_int(16));
}

// Reads the fields that follow an identifier.  False if the payload ends too early or a number
// is too large for its field.
template <Message M>
constexpr bool decode(Reader& in, M& message) {
    M::schema.take(in, message);
    return in.ok();
}

// Types to go through at compile time.
template <Message... Ms>
struct MessageList {
    static constexpr std::size_t size = sizeof...(Ms);

    // Calls visit.template operator()<M>() for each M in order.
    template <class Visit>
    static constexpr void for_each(Visit&& visit) {
        (visit.template operator()<Ms>(), ...);
    }
};

}  // namespace escapement::wire
