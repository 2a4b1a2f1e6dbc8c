// Messages known only at run time, from the format texts of a board's dictionary.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "wire/codec.hpp"
#include "wire/enumeration.hpp"
#include "wire/format_field.hpp"

namespace escapement::wire {

// A message's name and fields.  One for output() has no names: its fields stand in a sentence.
class MessageFormat {
  public:
    // "queue_step oid=%c interval=%u count=%hu add=%hi"
    static base::Result<MessageFormat> parse(std::string_view text);
    // "pin %u was busy for %u ticks, 100%%"
    static base::Result<MessageFormat> parse_output(std::string_view text);

    // Gives fields called "pin", or something that ends in "_pin", the names of the enumeration
    // "pin", and so on.  The enumerations must outlive this.
    void use(const std::map<std::string, Enumeration, std::less<>>& enumerations);

    std::string_view name() const;  // "#output" for output()
    const std::string& text() const { return text_; }
    const std::vector<FormatField>& fields() const { return fields_; }

    // Appends one value for each field; fails, and leaves `out` alone, if one does not do.
    base::Result<void> encode(const std::vector<FieldValue>& values, Writer& out) const;
    base::Result<std::vector<FieldValue>> decode(Reader& in) const;
    // "oid=1 interval=100 count=5 add=-3" in any order, each field once.
    base::Result<std::vector<FieldValue>> parse_arguments(std::string_view text) const;
    // "queue_step oid=1 interval=100 count=5 add=-3"; takes one value for each field.
    std::string print(const std::vector<FieldValue>& values) const;

  private:
    explicit MessageFormat(std::string_view text) : text_(text) {}
    std::string print_output(const std::vector<FieldValue>& values) const;
    base::Result<void> fill(std::string_view argument,
                            std::vector<FieldValue>& values,
                            std::vector<bool>& given) const;

    std::string text_;
    std::vector<FormatField> fields_;
    bool is_output_ = false;
};

// Splits at blanks, except between quotation marks.  Fails if one is not closed.
base::Result<std::vector<std::string_view>> split_words(std::string_view text);

}  // namespace escapement::wire
