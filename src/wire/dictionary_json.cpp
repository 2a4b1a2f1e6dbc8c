// The data dictionary as JSON text: every type is checked before it is used.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/dictionary_json.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "base/text.hpp"
#include "wire/format.hpp"

namespace escapement::wire {

namespace {

using base::Error;
using base::Result;
using nlohmann::json;

constexpr int max_depth = 4;  // dictionary, enumerations, one enumeration, one range

// Goes through the text without building anything, to find out where it breaks.
struct Checker {
    std::string what;
    int depth = 0;

    bool null() { return true; }
    bool boolean(bool) { return true; }
    bool number_integer(std::int64_t) { return true; }
    bool number_unsigned(std::uint64_t) { return true; }
    bool number_float(double, const std::string&) { return true; }
    bool string(std::string&) { return true; }
    bool binary(json::binary_t&) { return true; }
    bool key(std::string&) { return true; }
    bool start_object(std::size_t) { return enter(); }
    bool start_array(std::size_t) { return enter(); }
    bool end_object() { return leave(); }
    bool end_array() { return leave(); }
    bool parse_error(std::size_t position, const std::string& token, const json::exception&) {
        what = "byte " + std::to_string(position) + ": JSON expected something else than '" +
               token.substr(token.size() > 40 ? token.size() - 40 : 0) + "'";
        return false;
    }

  private:
    bool enter() {
        if (++depth > max_depth) what = "is nested too deeply";
        return depth <= max_depth;
    }
    bool leave() {
        --depth;
        return true;
    }
};

Result<json> parse(std::string_view text) {
    Checker checker;
    if (json::sax_parse(text, &checker)) return json::parse(text, nullptr, false);
    if (checker.what.starts_with("byte " + std::to_string(text.size() + 1)))
        return Error{"is cut off: the JSON ends after " + std::to_string(text.size()) + " bytes"};
    return Error{checker.what};
}

Result<std::string> read_text(const json& root, const char* key) {
    if (!root.contains(key)) return std::string();
    const json& value = root[key];
    if (!value.is_string()) return Error{std::string(key) + ": must be a text"};
    return value.get<std::string>();
}

// A section that is an object; an absent one is empty unless it is required.
Result<json> read_section(const json& root, const char* key, bool required) {
    if (!root.contains(key)) {
        if (required) return Error{std::string(key) + ": is missing"};
        return json::object();
    }
    if (!root[key].is_object()) return Error{std::string(key) + ": must be an object"};
    return root[key];
}

// Whole numbers that an int64 can hold.
std::optional<std::int64_t> whole(const json& value) {
    if (value.is_number_unsigned() && value.get<std::uint64_t>() > INT64_MAX) return std::nullopt;
    if (!value.is_number_integer()) return std::nullopt;
    return value.get<std::int64_t>();
}

Result<DictionaryMessage> read_message(const std::string& text, const json& id, bool is_output) {
    const auto number = whole(id);
    if (!number || *number < min_message_id || *number > max_message_id)
        return Error{base::in_quotes(text) + ": the identifier must be a whole number from " +
                     std::to_string(min_message_id) + " to " + std::to_string(max_message_id)};
    auto format = is_output ? MessageFormat::parse_output(text) : MessageFormat::parse(text);
    if (!format) return std::move(format.error());
    return DictionaryMessage{static_cast<MessageId>(*number), text};
}

Result<std::vector<DictionaryMessage>> read_messages(const json& section, bool is_output) {
    std::vector<DictionaryMessage> messages;
    for (const auto& [text, id] : section.items()) {
        auto message = read_message(text, id, is_output);
        if (!message) return std::move(message.error());
        messages.push_back(*std::move(message));
    }
    std::sort(
        messages.begin(), messages.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
    return messages;
}

// Identifiers are shared by all three kinds of messages, names by the two that have them.
Result<void> check_unique(const Dictionary& dictionary) {
    std::map<MessageId, std::string_view> by_id;
    std::set<std::string_view> names;
    for (const auto* messages : {&dictionary.commands, &dictionary.responses, &dictionary.output})
        for (const DictionaryMessage& message : *messages) {
            const auto [first, is_new] = by_id.emplace(message.id, message.format);
            if (!is_new)
                return Error{base::in_quotes(first->second) + " and " +
                             base::in_quotes(message.format) + " share identifier " +
                             std::to_string(message.id)};
            if (messages != &dictionary.output && !names.insert(message.name()).second)
                return Error{"there are two messages named " + base::in_quotes(message.name())};
        }
    return {};
}

Result<void> add_entry(Enumeration& enumeration, const std::string& name, const json& value) {
    if (auto number = whole(value)) return enumeration.add(name, *number);
    if (!value.is_array() || value.size() != 2 || !whole(value[0]) || !whole(value[1]))
        return Error{base::in_quotes(name) + ": must be a whole number or [first, count]"};
    return enumeration.add_range(name, *whole(value[0]), *whole(value[1]));
}

Result<Enumeration> read_enumeration(const json& section) {
    if (!section.is_object()) return Error{"must be an object"};
    Enumeration enumeration;
    for (const auto& [name, value] : section.items())
        if (auto added = add_entry(enumeration, name, value); !added)
            return std::move(added.error());
    return enumeration;
}

Result<Constant> read_constant(const json& value) {
    if (value.is_string()) return Constant(value.get<std::string>());
    if (value.is_boolean()) return Constant(std::int64_t{value.get<bool>()});
    if (auto number = whole(value)) return Constant(*number);
    if (value.is_number()) return Constant(value.get<double>());
    return Error{"must be a number or a text"};
}

Result<void> read_texts(const json& root, Dictionary& dictionary) {
    using Member = std::string Dictionary::*;
    const std::pair<const char*, Member> members[] = {
        {"app", &Dictionary::app},
        {"version", &Dictionary::version},
        {"build_versions", &Dictionary::build_versions},
        {"license", &Dictionary::license},
    };
    for (const auto& [key, member] : members) {
        auto text = read_text(root, key);
        if (!text) return std::move(text.error());
        dictionary.*member = *std::move(text);
    }
    return {};
}

Result<void> read_all_messages(const json& root, Dictionary& dictionary) {
    using Member = std::vector<DictionaryMessage> Dictionary::*;
    const std::pair<const char*, Member> members[] = {
        {"commands", &Dictionary::commands},
        {"responses", &Dictionary::responses},
        {"output", &Dictionary::output},
    };
    for (const auto& [key, member] : members) {
        const bool is_output = member == &Dictionary::output;
        auto section = read_section(root, key, !is_output);
        if (!section) return std::move(section.error());
        auto messages = read_messages(*section, is_output);
        if (!messages) return std::move(messages.error()).within(key);
        dictionary.*member = *std::move(messages);
    }
    return check_unique(dictionary);
}

Result<void> read_enumerations(const json& root, Dictionary& dictionary) {
    auto section = read_section(root, "enumerations", false);
    if (!section) return std::move(section.error());
    for (const auto& [name, value] : section->items()) {
        auto enumeration = read_enumeration(value);
        if (!enumeration) return std::move(enumeration.error()).within(name).within("enumerations");
        dictionary.enumerations.emplace(name, *std::move(enumeration));
    }
    return {};
}

Result<void> read_constants(const json& root, Dictionary& dictionary) {
    auto section = read_section(root, "config", false);
    if (!section) return std::move(section.error());
    for (const auto& [name, value] : section->items()) {
        auto constant = read_constant(value);
        if (!constant) return std::move(constant.error()).within(name).within("config");
        dictionary.config.emplace(name, *std::move(constant));
    }
    return {};
}

json write_messages(const std::vector<DictionaryMessage>& messages) {
    json section = json::object();
    for (const DictionaryMessage& message : messages) section[message.format] = message.id;
    return section;
}

json write_enumeration(const Enumeration& enumeration) {
    json section = json::object();
    for (const Enumeration::Entry& entry : enumeration.entries())
        section[entry.name] =
            entry.is_range ? json::array({entry.value, entry.count}) : json(entry.value);
    return section;
}

json write_constant(const Constant& constant) {
    if (auto number = std::get_if<std::int64_t>(&constant)) return *number;
    if (auto number = std::get_if<double>(&constant)) return *number;
    return *std::get_if<std::string>(&constant);
}

}  // namespace

Result<Dictionary> from_json(std::string_view text) {
    auto root = parse(text);
    if (!root) return std::move(root.error());
    if (!root->is_object()) return Error{"must be a JSON object"};
    Dictionary dictionary;
    for (auto* read : {read_texts, read_all_messages, read_enumerations, read_constants})
        if (auto done = read(*root, dictionary); !done) return std::move(done.error());
    return dictionary;
}

std::string to_json(const Dictionary& dictionary) {
    json root = {{"app", dictionary.app},
                 {"version", dictionary.version},
                 {"build_versions", dictionary.build_versions},
                 {"license", dictionary.license},
                 {"commands", write_messages(dictionary.commands)},
                 {"responses", write_messages(dictionary.responses)},
                 {"enumerations", json::object()},
                 {"config", json::object()}};
    if (!dictionary.output.empty()) root["output"] = write_messages(dictionary.output);
    for (const auto& [name, enumeration] : dictionary.enumerations)
        root["enumerations"][name] = write_enumeration(enumeration);
    for (const auto& [name, constant] : dictionary.config)
        root["config"][name] = write_constant(constant);
    return root.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace escapement::wire
