// Produces the dictionary of a board from the declarations that it is built of.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "wire/dictionary.hpp"

namespace escapement::wire {

// Wrong declarations (an identifier given twice, a value beyond 32 bits, a faulty output format)
// are bugs: ASSERTs.
class DictionaryBuilder {
  public:
    template <Message M>
    void command(MessageId id) {
        command(id, format<M>);
    }
    template <Message M>
    void response(MessageId id) {
        response(id, format<M>);
    }
    void command(MessageId id, std::string_view format);
    void response(MessageId id, std::string_view format);
    void output(MessageId id, std::string_view format);

    void about(std::string_view app, std::string_view version, std::string_view build_versions);
    void constant(std::string_view name, std::int64_t value);
    void constant(std::string_view name, std::string_view value);
    void name(std::string_view enumeration, std::string_view name, std::int64_t value);
    // `count` names that count on from `first`, such as "PA0".
    void names(std::string_view enumeration,
               std::string_view first,
               std::int64_t value,
               std::int64_t count);
    // A text that messages carry as a number, such as the reason for a shutdown.
    void static_string(std::uint16_t id, std::string_view text);

    // The dictionary so far, messages ordered by identifier.
    Dictionary build() const;

  private:
    Dictionary dictionary_;
};

}  // namespace escapement::wire
