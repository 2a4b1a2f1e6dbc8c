// A printer configuration as data: sections of options, each with its place.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "config/place.hpp"

namespace escapement::config {

// Where a line of a value begins in the file; the column counts bytes from 1.
struct LineStart {
    int line = 0;
    int column = 0;
};

// What replaced a "${name}" in a value: bytes of the value, and of the value as it was written.
struct Replacement {
    std::size_t begin = 0, end = 0;
    std::size_t written_begin = 0, written_end = 0;
};

// One "key: value".  The lines of a longer value are joined by '\n', each without the blanks
// around it; a value that begins on the next line begins with '\n'.
struct Option {
    std::string key;  // lower case
    std::string value;
    Place place;                     // where the key stands
    int last_line = 0;               // where the value ends
    std::vector<LineStart> lines{};  // where each line of the value begins
    bool saved = false;              // from the automatically saved block
    // Where the value had references such as ${name}: how it was written, and what they became.
    std::string written = {};
    std::vector<Replacement> replacements = {};

    // The value as it stands in the file.
    const std::string& as_written() const { return replacements.empty() ? value : written; }
};

// One "[name]" and its options, in the order in which they first appeared.
struct Section {
    std::string name;  // as written: "heater_fan my_fan"
    Place place;       // of its first header
    std::vector<Option> options;

    // The first word, which chooses the module: "heater_fan".
    std::string_view type() const;
    // What follows the first word: "my_fan", or nothing.
    std::string_view title() const;
    // The option of that (lower case) key, or nullptr.
    const Option* find(std::string_view key) const;
    // The keys that begin with `prefix`.
    std::vector<std::string> keys(std::string_view prefix = "") const;
};

class Document {
  public:
    explicit Document(std::string file = {}) : file_(std::move(file)) {}

    // The file that includes all others.
    const std::string& file() const { return file_; }
    const std::vector<Section>& sections() const { return sections_; }
    // The section of exactly that name, or nullptr.
    const Section* find(std::string_view name) const;
    // The sections whose type() is `type`, in order.
    std::vector<const Section*> of_type(std::string_view type) const;
    // The section of that name, added at the end if there is none.  The reference holds until
    // the next call.
    Section& open(std::string_view name, const Place& place);
    // For what goes over all options and changes values.
    std::vector<Section>& changeable_sections() { return sections_; }

  private:
    std::string file_;
    std::vector<Section> sections_;
    std::unordered_map<std::string, std::size_t> index_;
};

}  // namespace escapement::config
